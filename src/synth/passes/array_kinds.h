#pragma once

#include "base/rng.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Makes some array arguments of some kernels indexed arrays or arrays of Fabric, as the profile
// says: those of which the kernel takes nothing but elements. What it computes stays the same.
void DrawArrayKinds(lang::Module& module, const Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
