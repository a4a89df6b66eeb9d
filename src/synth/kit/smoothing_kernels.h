#pragma once

#include "synth/sketch/sketch.h"

// Helper functions for smoothed particle hydrodynamics.
namespace warploom::synth::kit {

// def poly6(r, h) or another smoothing kernel: the weight at distance r for support radius h.
lang::FuncId DefineSmoothing(Sketch& s, lang::Type real);
// def spiky_gradient(d, r, h): the gradient of the spiky kernel at the offset d of length r.
lang::FuncId DefineSpikyGradient(Sketch& s, lang::Type vec);

}  // namespace warploom::synth::kit
