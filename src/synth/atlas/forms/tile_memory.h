#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Loads and stores of tiles.
std::span<const NamedForm> TileMemoryForms();

}  // namespace warploom::synth::atlas
