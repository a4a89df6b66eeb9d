#pragma once

#include "synth/families/idiom.h"

// The motifs of control_flow that lie elsewhere: tests of other things than comparisons, prints and
// assertions in control_flow_checks.cpp, decisions taken from real code in control_flow_rules.cpp.
namespace warploom::synth {

void DrawSignChange(Sketch& s);
void DrawOptionalArrays(Sketch& s);
void DrawFlagWord(Sketch& s);
void DrawNothingToDo(Sketch& s);
void DrawReport(Sketch& s);
void DrawAssertion(Sketch& s);
void DrawNotANumber(Sketch& s);

void DrawContact(Sketch& s);
void DrawStateMachine(Sketch& s);
void DrawBoundary(Sketch& s);
void DrawLimiter(Sketch& s);
void DrawController(Sketch& s);
void DrawSearch(Sketch& s);
void DrawSorting(Sketch& s);

}  // namespace warploom::synth
