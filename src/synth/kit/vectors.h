#pragma once

#include "synth/sketch/sketch.h"

// Types of spatial vectors.
namespace warploom::synth::kit {

// A vector of the kernel's float type: mostly 3 dimensions, sometimes 2.
inline lang::Type Space(Sketch& s) { return s.vec(s.rng().Chance(0.8) ? 3 : 2); }

}  // namespace warploom::synth::kit
