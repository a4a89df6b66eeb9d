#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Builtins that only custom gradients use: components of an adjoint.
std::span<const NamedForm> AdjointForms();

}  // namespace warploom::synth::atlas
