#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::kit {}

namespace warploom::synth::atlas {

using namespace kit;

// Products, factors, solvers and Fourier transforms, for which Warp builds code of its own on cuda.
std::span<const NamedForm> TileLinearForms();

}  // namespace warploom::synth::atlas
