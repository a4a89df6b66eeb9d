#pragma once

#include "synth/sketch.h"

// The motifs of scalar_math that lie in scalar_math_models.cpp.
namespace warploom::synth {

void DrawAngles(Sketch& s);
void DrawDistributions(Sketch& s);
void DrawQuadratic(Sketch& s);
void DrawNewton(Sketch& s);
void DrawRates(Sketch& s);
void DrawSeries(Sketch& s);
void DrawLogSumExp(Sketch& s);

}  // namespace warploom::synth
