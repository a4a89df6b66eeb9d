#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// What is written for its effect: parts of local values that are read, set and added to, checks,
// printing, and the dense solvers on small arrays.
std::span<const NamedForm> EffectForms();

}  // namespace warploom::synth::atlas
