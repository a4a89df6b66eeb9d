#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// What is written in gradients by hand alone: parts of an adjoint.
std::span<const NamedForm> AdjointForms();

}  // namespace warploom::synth::atlas
