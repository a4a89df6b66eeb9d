#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

// Writes some values where they are used instead of naming them first: `x = a[i]` and `if x > 0.0`
// become `if a[i] > 0.0`. A value moves only if its variable is assigned and read once, and if
// nothing that it depends on can change on the way.
void InlineValues(lang::Module& module, const lang::BuiltinTable& builtins,
                  const profile::Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
