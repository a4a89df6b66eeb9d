#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Volumes and textures: samples, voxels, and the way between a volume's indices and the world.
std::span<const NamedForm> VolumeForms();

}  // namespace warploom::synth::atlas
