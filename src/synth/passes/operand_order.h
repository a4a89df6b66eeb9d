#pragma once

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/profile/profile.h"

namespace warploom::synth::passes {

// Writes some sums, products and comparisons the other way round: `k + 1` becomes `1 + k`, and
// `x < y` becomes `y > x`. Only operands without effects change places.
void DrawOperandOrder(lang::Module& module, const lang::BuiltinTable& builtins,
                      const profile::Profile& profile, Rng& rng);

}  // namespace warploom::synth::passes
