#pragma once

#include <array>

#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"
#include "synth/sketch/sketch.h"

// Arguments by role (masses, dt), states, and results. An argument that has one of the names, the
// type and a suitable range is used again, so that the motifs of one kernel share their data.
namespace warploom::synth::kit {

// An argument of any type but an array.
Val Arg(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);
// An argument, or this thread's element of an array.
Val Parameter(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);
// An argument, a literal or a named constant: a value that all threads share.
Val SharedValue(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);
// A Parameter, a literal or a named constant.
Val Coefficient(Sketch& s, lang::Type type, Words names, Range range = kPositiveFill);

// A state that each thread advances, either from an input to a new output or in place.
struct State {
  int array;
  bool in_place;
  Val value;
};
State ReadState(Sketch& s, lang::Type type, Words arrays, Words locals, Range range = {});
void WriteState(Sketch& s, const State& state, const Val& value, Words outputs);

// Stores the value in a new output array.
inline void OutputNamed(Sketch& s, const Val& value, Words names) { s.Output(value, names); }
// Stores a result in a new output array; some are first scaled, offset, masked or clamped.
void Emit(Sketch& s, const Val& value, Words names = {});

// Atomically adds to, or subtracts from, an array element.
inline void Scatter(Sketch& s, int array, const Val& index, const Val& value) {
  const std::array at = {index};
  s.AtomicAdd(array, at, value);
}
void ScatterMinus(Sketch& s, int array, const Val& index, const Val& value);

// The time step of a simulation.
inline Val TimeStep(Sketch& s, lang::Type real) {
  return Arg(s, real, {"dt", "h", "time_step", "delta_time"}, {0.001, 0.05});
}
inline Val TimeStep(Sketch& s) { return TimeStep(s, s.real()); }

// The kernel's float type, but float32 instead of half precision.
inline lang::Type Precise(const Sketch& s) {
  return s.real().scalar == lang::Scalar::kFloat16 ? lang::kFloat : s.real();
}

}  // namespace warploom::synth::kit
