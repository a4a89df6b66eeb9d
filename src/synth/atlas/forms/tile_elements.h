#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Operators on whole tiles, and reads and updates of single elements.
std::span<const NamedForm> TileElementForms();

}  // namespace warploom::synth::atlas
