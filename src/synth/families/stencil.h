#pragma once

#include "synth/sketch.h"

// The motifs of the stencil family: time steps (stencil.cpp), vector fields (stencil_fields.cpp),
// image filters (stencil_images.cpp), cells with rules (stencil_cells.cpp).
namespace warploom::synth {

void DrawGradient(Sketch& s);
void DrawDivergence(Sketch& s);
void DrawCurl(Sketch& s);
void DrawPressureJacobi(Sketch& s);
void DrawRedBlack(Sketch& s);
void DrawProjection(Sketch& s);
void DrawSemiLagrange(Sketch& s);
void DrawHeightNormal(Sketch& s);

void DrawBoxBlur(Sketch& s);
void DrawConvolution(Sketch& s);
void DrawSobel(Sketch& s);
void DrawBilateral(Sketch& s);
void DrawMorphology(Sketch& s);
void DrawSharpen(Sketch& s);
void DrawMedian(Sketch& s);
void DrawUpsample(Sketch& s);

void DrawLife(Sketch& s);
void DrawRuleTable(Sketch& s);
void DrawSpread(Sketch& s);
void DrawDistanceSweep(Sketch& s);

}  // namespace warploom::synth
