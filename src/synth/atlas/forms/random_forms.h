#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Random numbers, samples and noise: builtins that take the state of a generator.
std::span<const NamedForm> RandomForms();

}  // namespace warploom::synth::atlas
