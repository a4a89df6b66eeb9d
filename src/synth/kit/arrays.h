#pragma once

#include <string_view>
#include <vector>

#include "synth/kit/values.h"
#include "synth/sketch/sketch.h"

// New arrays by the access that they are for, and small building blocks for loops over them. Each
// function that creates an array returns its index in Sketch::arrays().
namespace warploom::synth::kit {

// A new input array. An empty shape means that of the launch; an empty name is drawn from the
// theme.
int Input(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "",
          double low = -1.0, double high = 1.0);
// An input of integers in [0, extent); with `holes`, -1 occurs as well and marks a missing entry.
int Indices(Sketch& s, std::vector<int> shape, int extent, std::string_view name,
            bool holes = false);
// A one-dimensional input that holds each of 0..n-1 once.
int Permutation(Sketch& s, int n, std::string_view name);
// A zero-filled array whose elements are each written by one thread only.
int OutputArray(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "");
// A zero-filled array that any thread updates, by atomics only.
int Totals(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "");
// An array in which each thread reads and writes its own element.
int InPlace(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "",
            double low = -1.0, double high = 1.0);

// The kernel's float type or, with probability `vec_share`, a vector of it.
lang::Type DrawElement(Sketch& s, double vec_share = 0.3);

// array.shape[dimension]
Val ShapeOf(Sketch& s, int array, int dimension);

// The extent of a dimension: array.shape[dimension], an argument of that name, or a literal.
Val Extent(Sketch& s, int array, int dimension, std::string_view name);

// A number that is known when the kernel is written: with the probability an integer argument of
// the name that has this value at launch, else a literal.
Val SizeOrLiteral(Sketch& s, int value, const Name& name, double argument_share);

// count - 1; a literal count gives a literal.
Val LastIndex(Sketch& s, const Val& count);

// A count converted to a float type: 8.0 for a literal, else float(n).
Val AsNumber(Sketch& s, const Val& count, lang::Type real);
inline Val AsNumber(Sketch& s, const Val& count) { return AsNumber(s, count, s.real()); }

// The conjunction and the disjunction of one or more conditions.
Val AllOf(std::span<const Val> conditions);
Val AnyOf(std::span<const Val> conditions);

// A variable that starts at zero, to accumulate in: float(0.0), wp.vec3(). Drawn expressions do not
// read it until Shown.
Val Accumulator(Sketch& s, lang::Type type, std::string_view name);
Val Shown(const Val& accumulator);

// The value itself or, by chance, scaled, offset or passed through max().
Val Finished(Sketch& s, const Val& value);

}  // namespace warploom::synth::kit
