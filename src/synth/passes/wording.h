#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Other ways of writing a finished kernel that compute the same: arguments by name, defaults,
// parameters of any type, a function of Python around the kernel.
void DrawWording(lang::Module& module, const lang::BuiltinTable& builtins, const Profile& profile,
                 Rng& rng);

}  // namespace warploom::synth::passes
