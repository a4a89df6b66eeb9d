#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/sketch/sketch.h"

// What several idioms of simulation, robotics and geometry have in common.
namespace warploom::synth::kit {

inline lang::Type VecOf(lang::Type real, int n) { return lang::VecType(n, real.scalar); }
inline lang::Type MatOf(lang::Type real, int n) { return lang::MatType(n, n, real.scalar); }

// wp.vec3(0.0, 1.0, 0.0): the unit vector along an axis.
Val AxisVector(Sketch& s, lang::Type vec, int axis);
// gravity as an argument, or wp.vec3(0.0, -9.81, 0.0).
Val Gravity(Sketch& s, lang::Type vec);

// Runs the body for each neighbour j of `own` among `points`, however its author keeps them: in a
// CSR list, in rows with a count, or in rows that end with -1.
void ForEachNeighbor(Sketch& s, const Val& own, int points,
                     const std::function<void(const Val& j)>& body);

// 1e-6 or another number that is hardly above zero, of that type.
Val Tiny(Sketch& s, lang::Type real);
// s.Mutable with one of these names.
Val MutableNamed(Sketch& s, const Val& init, Words names);
Val MutableNamed(Sketch& s, const Val& init, Words names, const ValueRange& bound);
// The value; an element of an array under one of these names, so that it is read once.
Val ReadOnce(Sketch& s, const Val& value, Words locals);

// def name(params): a formula of the author's own over the parameters, the first of them for sure.
lang::FuncId DefineFormula(Sketch& s, Words names, std::span<const Sketch::Param> params,
                           lang::Type result, int depth);

// a + b + ...
Val SumOf(std::span<const Val> terms);

}  // namespace warploom::synth::kit
