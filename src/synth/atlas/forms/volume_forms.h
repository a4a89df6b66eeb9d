#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Volumes and textures: samples, voxels, and transforms between index space and world space.
std::span<const NamedForm> VolumeForms();

}  // namespace warploom::synth::atlas
