#pragma once

#include "base/rng.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::KernelKind;
using profile::Profile;

// Gives the kernel what authors write in @wp.kernel(...) and in wp.set_module_options(...).
void DrawOptions(lang::Module& module, KernelKind kind, const Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
