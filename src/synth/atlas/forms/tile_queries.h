#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Queries of meshes and bvhs that the threads of a block make together.
std::span<const NamedForm> TileQueryForms();

}  // namespace warploom::synth::atlas
