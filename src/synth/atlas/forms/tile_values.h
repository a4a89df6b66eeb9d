#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Tiles that are made from values, and values that are made from tiles.
std::span<const NamedForm> TileValueForms();

}  // namespace warploom::synth::atlas
