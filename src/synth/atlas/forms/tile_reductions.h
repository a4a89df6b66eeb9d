#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Reductions, scans, sorts and maps of tiles.
std::span<const NamedForm> TileReductionForms();

}  // namespace warploom::synth::atlas
