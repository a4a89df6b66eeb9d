#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Rewrites parts of a finished kernel in other ways that compute the same: named arguments, default
// values, generic functions, functions of Python's math, a factory function around the kernel.
void DrawWording(lang::Module& module, const lang::BuiltinTable& builtins, const Profile& profile,
                 Rng& rng);

}  // namespace warploom::synth::passes
