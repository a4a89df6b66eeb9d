#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/values.h"
#include "synth/sketch/sketch.h"

// Arguments by their role in an idiom (positions, masses, dt): an argument of that name that is
// there already serves again, so that the motifs of one kernel speak of the same things.
namespace warploom::synth::kit {

using Words = std::initializer_list<std::string_view>;

// The first of the names that no thread index has: for the counter of a loop.
std::string_view Free(Sketch& s, Words names);

// What is read of an argument: its fill and range.
struct Range {
  double low = -2.0;
  double high = 2.0;
  lang::Fill fill = lang::Fill::kUniform;
};
inline constexpr Range kUnitFill = {-1.0, 1.0, lang::Fill::kUnit};
inline constexpr Range kPositiveFill = {0.1, 2.0, lang::Fill::kUniform};

// The value, under one of these names.
inline Val Named(Sketch& s, const Val& value, Words names) { return s.Let(value, names); }

// An input array in the launch's shape, with a name of these.
int InputNamed(Sketch& s, lang::Type type, Words names, Range range = {});
// This thread's element of such an array, in a local variable with a name of `locals`.
Val Read(Sketch& s, lang::Type type, Words arrays, Words locals, Range range = {});
// A scalar, vec or other argument with a name of these.
Val Arg(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);
// An argument, or this thread's element of an array.
Val Parameter(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);
// An argument, a number, or a constant of that name: what is the same for all threads.
Val SharedValue(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);
// A parameter, a number, or a constant of that name.
Val Coefficient(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);

// The value under a name if it is an element of an array, so that a loop does not read it again; a
// number or an argument stays what it is.
Val ReadOnce(Sketch& s, const Val& value, std::string_view name);

// An array with `count` elements that any thread may read: points that indices refer to.
int TableNamed(Sketch& s, lang::Type type, Words names, int count, Range range = {});
// How many elements such a table has; the same for all tables of one kernel.
int TableSize(Sketch& s);
// This thread's `count` (2 to 4) indices below `extent`, however their author stores them: in a
// row of a 2D array, in an array each, in a flat array, or as one integer vector.
std::vector<Val> Corners(Sketch& s, Words names, std::span<const std::string_view> locals,
                         int extent);

// A state that each thread advances: an input with a new output, or an array updated in place.
struct State {
  int array;
  bool in_place;
  Val value;
};
State ReadState(Sketch& s, lang::Type type, Words arrays, Words locals, Range range = {});
void WriteState(Sketch& s, const State& state, const Val& value, Words outputs);

// The value in an output with one of these names.
inline void OutputNamed(Sketch& s, const Val& value, Words names) { s.Output(value, names); }
// Stores a result, by chance scaled, masked or with something added.
void Emit(Sketch& s, const Val& value, Words names = {});

// Adds to, or takes from, an element of an array for atomics.
inline void Scatter(Sketch& s, int array, const Val& index, const Val& value) {
  const std::array at = {index};
  s.AtomicAdd(array, at, value);
}
void ScatterMinus(Sketch& s, int array, const Val& index, const Val& value);

// A zero vector, matrix or scalar as people spell it.
Val Zero(Sketch& s, lang::Type type);
// The identity matrix or quaternion, or the transform that changes nothing.
Val Identity(Sketch& s, lang::Type type);
// wp.dot(v, v) or wp.length_sq(v)
Val LengthSq(const Val& v);

// The argument that a simulation calls dt.
inline Val TimeStep(Sketch& s, lang::Type real) {
  return Arg(s, real, {"dt", "h", "time_step", "delta_time"}, {0.001, 0.05});
}
inline Val TimeStep(Sketch& s) { return TimeStep(s, s.real()); }

// The kernel's float type, or float32 where half precision makes no sense.
inline lang::Type Precise(const Sketch& s) {
  return s.real().scalar == lang::Scalar::kFloat16 ? lang::kFloat : s.real();
}

}  // namespace warploom::synth::kit
