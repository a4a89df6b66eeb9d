#pragma once

#include "synth/families/idiom.h"

// The motifs of loops that lie in loops_orders.cpp: loops that run backwards, and loops that only
// their body ends.
namespace warploom::synth {

void DrawBackwardScan(Sketch& s);
void DrawBackSubstitution(Sketch& s);
void DrawHorner(Sketch& s);
void DrawFlagSearch(Sketch& s);
void DrawEndlessLoop(Sketch& s);
void DrawLeastOfRow(Sketch& s);

// In loops_static.cpp: what Python knows before there is code.
void DrawStaticTaps(Sketch& s);
void DrawStaticWindow(Sketch& s);
void DrawStaticBranch(Sketch& s);

}  // namespace warploom::synth
