#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Products, factorizations, solvers and Fourier transforms, for which Warp links libmathdx on CUDA.
std::span<const NamedForm> TileLinearForms();

}  // namespace warploom::synth::atlas
