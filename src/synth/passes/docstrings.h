#pragma once

#include "base/rng.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Writes docstrings for the kernel and its helpers, and a docstring or comment for the module.
// Needs the final arguments. The code does not change.
void DrawDocstrings(lang::Module& module, const Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
