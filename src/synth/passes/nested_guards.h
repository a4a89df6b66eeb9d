#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

// Writes what follows an early exit as a branch, as some authors do: `if i >= n: return` and the
// rest become `if i < n:` around the rest; the same with `continue` in loops.
void NestGuards(lang::Module& module, const lang::BuiltinTable& builtins,
                const profile::Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
