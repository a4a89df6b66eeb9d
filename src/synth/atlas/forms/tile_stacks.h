#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Stacks that the threads of a block share.
std::span<const NamedForm> TileStackForms();

}  // namespace warploom::synth::atlas
