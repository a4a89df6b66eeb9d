#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// What moves tiles between arrays and blocks.
std::span<const NamedForm> TileMemoryForms();

}  // namespace warploom::synth::atlas
