#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Parts the bodies by empty lines and comments, as far as this kernel's author does so. Comes after
// Prune, since a comment speaks of the statement below it.
void DrawRemarks(lang::Module& module, const lang::BuiltinTable& builtins, const Profile& profile,
                 Rng& rng);

}  // namespace warploom::synth::passes
