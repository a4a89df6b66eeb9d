#pragma once

#include <cstdint>

#include "lang/builtin_table.h"
#include "lang/kernel.h"
#include "synth/families/table.h"
#include "synth/profile.h"

namespace warploom::synth {

// Draws kernel number `index` of a dataset: a pure function of its arguments. `attempt` counts the
// redraws of one index after structural duplicates.
lang::Kernel DrawKernel(const Profile& profile, const lang::BuiltinTable& builtins, uint64_t seed,
                        uint64_t index, uint64_t attempt);

// A kernel of one motif alone, for tests.
lang::Kernel DrawMotifAlone(const Profile& profile, const lang::BuiltinTable& builtins,
                            const Family& family, const Motif& motif, uint64_t seed);

}  // namespace warploom::synth
