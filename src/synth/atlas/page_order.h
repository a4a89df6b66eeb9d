#pragma once

#include <cstdint>
#include <span>

#include "lang/builtin_table.h"

namespace warploom::synth::atlas {

// The order in which atlas kernels show all cells (cells.h). A page is the group of related calls
// that one kernel shows. A walk is a sequence of pages that contains every cell once. Walks differ
// in the grouping of cells, the order of pages and, for a cell with several calls, the call.

// The number of pages in a walk, which is the same for every walk.
uint64_t PagesPerWalk(const lang::BuiltinTable& table);

// The calls of page `number`, counted from 0 over all walks: a pure function of its arguments. The
// result is valid until the thread's next call.
std::span<const lang::CallId> PageOf(const lang::BuiltinTable& table, uint64_t seed,
                                     uint64_t number);

}  // namespace warploom::synth::atlas
