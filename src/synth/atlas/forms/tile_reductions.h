#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// What joins, orders or maps the elements of tiles.
std::span<const NamedForm> TileReductionForms();

}  // namespace warploom::synth::atlas
