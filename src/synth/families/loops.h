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

}  // namespace warploom::synth
