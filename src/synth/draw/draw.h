#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/motifs/table.h"
#include "synth/profile/profile.h"

namespace warploom::synth {

// A kernel and what a dataset says of it.
struct DrawnKernel {
  lang::Module module;
  std::string category;
  std::vector<std::string> features;  // Sorted, distinct (features.h).
};

// Draws kernel number `index` of a dataset: a pure function of its arguments. `attempt` counts the
// redraws of one index after structural duplicates.
DrawnKernel DrawKernel(const Profile& profile, const lang::BuiltinTable& builtins, uint64_t seed,
                       uint64_t index, uint64_t attempt);

// A kernel of one motif alone: for its author, and for tests.
DrawnKernel DrawMotifAlone(const Profile& profile, const lang::BuiltinTable& builtins,
                           const motifs::Motif& motif, uint64_t seed, uint64_t index = 0,
                           uint64_t attempt = 0);

}  // namespace warploom::synth
