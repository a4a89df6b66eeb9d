#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Random numbers, samples and noise: what begins with a generator's state.
std::span<const NamedForm> RandomForms();

}  // namespace warploom::synth::atlas
