#pragma once

#include <cstdint>
#include <span>

#include "lang/builtin_table.h"

namespace warploom::synth::atlas {

// The walk over all cells (cells.h). A page is the few related calls that one atlas kernel shows.
// Every walk goes over every cell once; each has its own neighbours, its own order of pages and,
// where a cell has several calls, its own of them.

// How many pages, and so atlas kernels, one walk takes; the same for every walk.
uint64_t PagesPerWalk(const lang::BuiltinTable& table);

// The calls of page `number`, counted from 0 over all walks: a pure function of its arguments. The
// answer is good until the thread asks for another page.
std::span<const lang::CallId> PageOf(const lang::BuiltinTable& table, uint64_t seed,
                                     uint64_t number);

}  // namespace warploom::synth::atlas
