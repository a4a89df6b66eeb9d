#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Views, parts and other shapes of tiles.
std::span<const NamedForm> TileShapeForms();

}  // namespace warploom::synth::atlas
