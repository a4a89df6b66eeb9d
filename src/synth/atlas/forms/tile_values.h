#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Creation of tiles, and conversions between tiles and the values of threads.
std::span<const NamedForm> TileValueForms();

}  // namespace warploom::synth::atlas
