#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Views, parts, reshapes and conversions of tiles.
std::span<const NamedForm> TileShapeForms();

}  // namespace warploom::synth::atlas
