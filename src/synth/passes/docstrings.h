#pragma once

#include "base/rng.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Gives the kernel, its helpers and its module the texts that their author writes at the top. Needs
// the final arguments. They change nothing of the code.
void DrawDocstrings(lang::Module& module, const Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
