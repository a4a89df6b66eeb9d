#pragma once

#include <string_view>

#include "synth/sketch/sketch.h"

// Random states and samples. Each use of a sample in an expression draws a new number, so a sample
// that is needed twice must be assigned to a variable.
namespace warploom::synth::kit {

// Marks a value as random: it is in [low, high] and depends on an input, the seed.
Val FromState(Val value, double low, double high);
// state = wp.rand_init(seed, thread index): a variable that the samples below advance. Drawn
// expressions do not read it.
Val RandomState(Sketch& s);

// wp.randf(state), in [0, 1) or in [low, high).
Val Uniform(Sketch& s, const Val& state);
Val Uniform(Sketch& s, const Val& state, const Val& low, const Val& high);

// wp.randn(state)
Val Normal(Sketch& s, const Val& state);

// wp.randi(state, low, high), in [low, high).
Val RandomInt(Sketch& s, const Val& state, const Val& low, const Val& high);

// wp.<name>(state) for wp.sample_unit_sphere and similar builtins.
Val SampleShape(Sketch& s, std::string_view name, const Val& state);

// A float32 sample converted to the kernel's float type.
Val AsReal(Sketch& s, const Val& value);

// A number of samples: an argument of that name or a literal.
Val SampleCount(Sketch& s, std::string_view name);

// This thread's element of a float32 input, in a local variable.
Val StartValue(Sketch& s);

}  // namespace warploom::synth::kit
