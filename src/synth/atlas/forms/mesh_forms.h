#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Queries of a mesh or grid with a single result: the closest point, a ray's hit, a vertex.
std::span<const NamedForm> MeshForms();

}  // namespace warploom::synth::atlas
