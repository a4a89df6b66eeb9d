#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::kit {}

namespace warploom::synth::atlas {

using namespace kit;

// Tiles that are made from values, and values that are made from tiles.
std::span<const NamedForm> TileValueForms();

}  // namespace warploom::synth::atlas
