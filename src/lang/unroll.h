#pragma once

#include <cstdint>
#include <optional>

#include "lang/module.h"

// Loops whose bodies Warp writes out once for each value of the counter.
namespace warploom::lang {

// How many times Warp writes the body; nothing when the loop stays a loop. The rule is that of
// get_unroll_range in Warp's codegen.py.
std::optional<int64_t> UnrolledTrips(const Module& module, const ForRange& loop);

// How much Warp writes for the statements, in scalars that are read or computed, with those of
// written out bodies counted each time. Functions that they call are written elsewhere, once.
int64_t WrittenSize(const Module& module, StmtList list);

}  // namespace warploom::lang
