#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/motifs/table.h"
#include "synth/profile/profile.h"

namespace warploom::synth {

// A finished kernel and its description in a dataset.
struct DrawnKernel {
  lang::Module module;
  std::string category;
  std::vector<std::string> features;  // Sorted, distinct (features.h).
};

// Draws kernel number `index` of a dataset: a pure function of its arguments. `attempt` counts the
// redraws of one index after structural duplicates.
DrawnKernel DrawKernel(const Profile& profile, const lang::BuiltinTable& builtins, uint64_t seed,
                       uint64_t index, uint64_t attempt);

// A kernel of a single motif, for its author and for tests.
DrawnKernel DrawMotifAlone(const Profile& profile, const lang::BuiltinTable& builtins,
                           const motifs::Motif& motif, uint64_t seed, uint64_t index = 0,
                           uint64_t attempt = 0);

// A kernel before the passes, with the profile and the random state for them.
struct KernelDraft {
  lang::Module module;
  profile::KernelKind kind;
  std::string category;
  std::vector<std::string> features;  // Those that do not follow from the module.
  Profile profile;
  Rng rng;
};

// The two steps of DrawKernel, for tests of the passes.
KernelDraft DrawDraft(const Profile& profile, const lang::BuiltinTable& builtins, uint64_t seed,
                      uint64_t index, uint64_t attempt);
DrawnKernel Finish(KernelDraft draft, const lang::BuiltinTable& builtins);

}  // namespace warploom::synth
