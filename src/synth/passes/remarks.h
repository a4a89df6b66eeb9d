#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

using profile::Profile;

// Inserts empty lines between paragraphs and comments above statements, as often as the profile
// says. Must run after Prune, which might remove the statement that a comment is about.
void DrawRemarks(lang::Module& module, const lang::BuiltinTable& builtins, const Profile& profile,
                 Rng& rng);

}  // namespace warploom::synth::passes
