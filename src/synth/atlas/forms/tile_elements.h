#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Operators on whole tiles, and what reads or changes single elements of one.
std::span<const NamedForm> TileElementForms();

}  // namespace warploom::synth::atlas
