#pragma once

#include <span>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// Plans the launch that suits the calls and the float type that the kernel computes with.
void PlanPage(Sketch& s, std::span<const lang::CallId> calls);

// Draws the statements that show the calls, one after the other: plainly, in a helper function, in
// a loop or in a branch.
void DrawPage(Sketch& s, std::span<const lang::CallId> calls);

}  // namespace warploom::synth::atlas
