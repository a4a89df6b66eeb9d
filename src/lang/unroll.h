#pragma once

#include <cstdint>
#include <optional>

#include "lang/builtin_table.h"
#include "lang/module.h"

// Loops that Warp unrolls.
namespace warploom::lang {

// The number of copies of the body; nullopt if Warp does not unroll the loop. The rule is that of
// get_unroll_range in Warp's codegen.py.
std::optional<int64_t> UnrolledTrips(const Module& module, const ForRange& loop);

// True if Warp unrolls the loop and its body reads the counter in addition to converting it to
// float64, int64 or uint64. The counter of an unrolled loop is a constant, and such a conversion
// changes the type of the constant's variable (codegen.py: add_call) and assigns it at the
// conversion: earlier reads of the counter get the new type, and reads on other paths may see it
// unassigned (docs/warp_findings.md: unrolled_counter, unrolled_remainder). A conversion that is
// the only read of the counter is safe. Reads in an inner loop count once for each copy of its
// body.
bool ReadsConvertedCounter(const Module& module, const BuiltinTable& builtins,
                           const ForRange& loop);

// The size of the code that Warp generates for the statements: the number of scalars that are read
// or computed, with unrolled bodies counted once per copy. Called functions do not count, since
// Warp generates each of them once.
int64_t WrittenSize(const Module& module, StmtList list);

}  // namespace warploom::lang
