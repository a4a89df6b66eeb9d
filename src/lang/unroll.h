#pragma once

#include <cstdint>
#include <optional>

#include "lang/builtin_table.h"
#include "lang/module.h"

// Loops whose bodies Warp writes out once for each value of the counter.
namespace warploom::lang {

// How many times Warp writes the body; nothing when the loop stays a loop. The rule is that of
// get_unroll_range in Warp's codegen.py.
std::optional<int64_t> UnrolledTrips(const Module& module, const ForRange& loop);

// True where Warp unrolls the loop and its body reads the counter beside a conversion of it to
// float64, int64 or uint64. The counter of an unrolled loop is a constant, and such a conversion
// turns the constant's own variable into one of the new type (codegen.py: add_call), which is
// assigned where the conversion stands: what reads the counter before has the new type too, and
// what reads it elsewhere may read it unassigned (docs/warp_findings.md: unrolled_counter,
// unrolled_remainder). A conversion that is the only thing that reads the counter is safe. Reads in
// an inner loop count once for each copy of its body.
bool ReadsConvertedCounter(const Module& module, const BuiltinTable& builtins,
                           const ForRange& loop);

// How much Warp writes for the statements, in scalars that are read or computed, with those of
// written out bodies counted each time. Functions that they call are written elsewhere, once.
int64_t WrittenSize(const Module& module, StmtList list);

}  // namespace warploom::lang
