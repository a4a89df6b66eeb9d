#pragma once

#include <string_view>

#include "synth/sketch/sketch.h"

// What the files of the random family share.
namespace warploom::synth::kit {

// A value that random numbers give: it lies in [low, high] and depends on an input, the seed.
Val FromState(Val value, double low, double high);
// state = wp.rand_init(seed, this thread's number): a hidden local that the draws below advance.
Val RandomState(Sketch& s);

// wp.randf(state), in [0, 1) or in [low, high); each use draws a new number, so name what is used
// twice.
Val Uniform(Sketch& s, const Val& state);

Val Uniform(Sketch& s, const Val& state, const Val& low, const Val& high);

// wp.randn(state)
Val Normal(Sketch& s, const Val& state);

// wp.randi(state, low, high), in [low, high).
Val RandomInt(Sketch& s, const Val& state, const Val& low, const Val& high);

// wp.<name>(state) for the samplers of shapes.
Val SampleShape(Sketch& s, std::string_view name, const Val& state);

// A result of wp.randf as the kernel's float type.
Val AsReal(Sketch& s, const Val& value);

// A sample count as people give it: an argument of that name or a number.
Val SampleCount(Sketch& s, std::string_view name);

// A float32 value that this thread starts from.
Val StartValue(Sketch& s);

}  // namespace warploom::synth::kit
