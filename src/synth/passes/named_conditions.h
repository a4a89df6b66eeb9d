#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

// Gives the conditions of some branches a name: `inside = a > b and c`, then `if inside:`.
void NameConditions(lang::Module& module, const lang::BuiltinTable& builtins,
                    const profile::Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
