#pragma once

#include <span>
#include <vector>

#include "synth/atlas/drawn_arguments.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// Calls that are one expression of value arguments with one result: operators, constructors,
// conversions, selections and plain calls.

bool IsValueCall(const lang::BuiltinTable& table, const lang::Call& call);

// What its arguments must be, so that it neither traps nor overflows.
std::vector<Need> ValueNeeds(const lang::BuiltinTable& table, const lang::Call& call);

// The expression, as a person writes it.
Val BuildValue(Sketch& s, const lang::Call& call, std::span<const Val> args);

}  // namespace warploom::synth::atlas
