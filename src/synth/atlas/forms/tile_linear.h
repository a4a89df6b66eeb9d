#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Products, factors, solvers and Fourier transforms, for which Warp builds code of its own on cuda.
std::span<const NamedForm> TileLinearForms();

}  // namespace warploom::synth::atlas
