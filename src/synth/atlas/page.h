#pragma once

#include <span>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// Plans the launch that the calls require and the float type of the kernel.
void PlanPage(Sketch& s, std::span<const lang::CallId> calls);

// Draws the statements that show the calls one after the other. Each call is placed in the kernel's
// body, a helper function, a loop or a branch.
void DrawPage(Sketch& s, std::span<const lang::CallId> calls);

}  // namespace warploom::synth::atlas
