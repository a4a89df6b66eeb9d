#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Queries of meshes and bvhs by all threads of a block together.
std::span<const NamedForm> TileQueryForms();

}  // namespace warploom::synth::atlas
