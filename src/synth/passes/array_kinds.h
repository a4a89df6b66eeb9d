#pragma once

#include "base/rng.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Turns array arguments of some kernels into indexed or Fabric arrays, as the profile says. Only
// arrays of which the kernel uses nothing but elements qualify, so that it computes the same.
void DrawArrayKinds(lang::Module& module, const Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
