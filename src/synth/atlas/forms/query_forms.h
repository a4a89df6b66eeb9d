#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Queries that go through what they meet one after the other: boxes of a bvh, faces of a mesh,
// neighbours in a hash grid.
std::span<const NamedForm> QueryForms();

}  // namespace warploom::synth::atlas
