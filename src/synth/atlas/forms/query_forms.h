#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Queries that iterate over their results: boxes of a bvh, faces of a mesh, neighbors in a hash
// grid.
std::span<const NamedForm> QueryForms();

}  // namespace warploom::synth::atlas
