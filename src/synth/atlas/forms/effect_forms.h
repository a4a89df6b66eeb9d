#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Calls with side effects: updates of components of local values, checks, printing, and the dense
// solvers on small arrays. Also reads of components.
std::span<const NamedForm> EffectForms();

}  // namespace warploom::synth::atlas
