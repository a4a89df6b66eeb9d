#pragma once

#include "synth/sketch/sketch.h"

// Smoothing kernels of smoothed particle hydrodynamics, for the idioms that use them.
namespace warploom::synth::kit {

// def poly6(r, h): the weight of a neighbour at distance r within the support h.
lang::FuncId DefineSmoothing(Sketch& s, lang::Type real);
// def spiky_gradient(d, r, h): the gradient along the difference d of length r.
lang::FuncId DefineSpikyGradient(Sketch& s, lang::Type vec);

}  // namespace warploom::synth::kit
