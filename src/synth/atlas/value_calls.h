#pragma once

#include <span>
#include <vector>

#include "synth/atlas/drawn_arguments.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// Calls that take values and have one result: operators, constructors, conversions, selections and
// plain calls.

// True for a scalar, vec, mat, quat or transform.
bool IsValue(lang::Type type);
// The number of values that a subscript of such a type can have in the dimension.
int SubscriptExtent(lang::Type type, size_t dimension);

bool IsValueCall(const lang::BuiltinTable& table, const lang::Call& call);

// The needs of its arguments, so that the call neither traps nor overflows.
std::vector<Need> ValueNeeds(const lang::BuiltinTable& table, const lang::Call& call);

// The expression in idiomatic Python.
Val BuildValue(Sketch& s, const lang::Call& call, std::span<const Val> args);

}  // namespace warploom::synth::atlas
