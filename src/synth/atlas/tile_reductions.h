#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::kit {}

namespace warploom::synth::atlas {

using namespace kit;

// What joins, orders or maps the elements of tiles.
std::span<const NamedForm> TileReductionForms();

}  // namespace warploom::synth::atlas
