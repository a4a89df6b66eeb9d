#pragma once

#include "synth/families/idiom.h"

// The motifs of control_flow that lie in control_flow_rules.cpp: decisions taken from real code.
namespace warploom::synth {

void DrawContact(Sketch& s);
void DrawStateMachine(Sketch& s);
void DrawBoundary(Sketch& s);
void DrawLimiter(Sketch& s);
void DrawController(Sketch& s);
void DrawSearch(Sketch& s);
void DrawSorting(Sketch& s);

}  // namespace warploom::synth
