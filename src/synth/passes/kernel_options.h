#pragma once

#include "base/rng.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::KernelKind;
using profile::Profile;

// Draws the options of @wp.kernel(...), wp.set_module_options(...) and wp.config.
void DrawOptions(lang::Module& module, KernelKind kind, const Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
