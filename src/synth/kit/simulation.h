#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/sketch/sketch.h"

// Building blocks of motifs in simulation, robotics and geometry.
namespace warploom::synth::kit {

inline lang::Type VecOf(lang::Type real, int n) { return lang::VecType(n, real.scalar); }
inline lang::Type MatOf(lang::Type real, int n) { return lang::MatType(n, n, real.scalar); }

// A unit vector along a coordinate axis, such as wp.vec3(0.0, 1.0, 0.0).
Val AxisVector(Sketch& s, lang::Type vec, int axis);
// Gravity as an argument, or as a vector such as wp.vec3(0.0, -9.81, 0.0).
Val Gravity(Sketch& s, lang::Type vec);

// Emits a loop over the neighbours j of point `own` of `points`. The layout is drawn: a CSR list,
// rows with a count, or rows that end with -1.
void ForEachNeighbor(Sketch& s, const Val& own, int points,
                     const std::function<void(const Val& j)>& body);

// A variable with one of these names.
Val MutableNamed(Sketch& s, const Val& init, Words names);
Val MutableNamed(Sketch& s, const Val& init, Words names, const ValueRange& bound);

// A helper function that returns a drawn expression of its parameters; it always uses the first.
lang::FuncId DefineFormula(Sketch& s, Words names, std::span<const Sketch::Param> params,
                           lang::Type result, int depth);

// a + b + ...
Val SumOf(std::span<const Val> terms);

}  // namespace warploom::synth::kit
