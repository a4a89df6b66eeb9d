#pragma once

#include <string_view>
#include <vector>

#include "synth/kit/values.h"
#include "synth/sketch/sketch.h"

// What idioms that walk over arrays have in common.
namespace warploom::synth::kit {

// A new input array; an empty shape is the launch's, an empty name one of the theme's.
int Input(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "",
          double low = -1.0, double high = 1.0);
// An input of integers in [0, extent), or from -1 where `holes` mark what is missing.
int Indices(Sketch& s, std::vector<int> shape, int extent, std::string_view name,
            bool holes = false);
// An input with each of 0..n-1 once, in the shape of the launch flattened.
int Permutation(Sketch& s, int n, std::string_view name);
// A zero-filled array that threads write to, each in slots that no other thread writes.
int OutputArray(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "");
// A zero-filled array that any thread adds to, by atomics alone.
int Totals(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "");
// An array that each thread updates in its own slot.
int InPlace(Sketch& s, lang::Type element, std::vector<int> shape, std::string_view name = "",
            double low = -1.0, double high = 1.0);

// Mostly real(), else a vec of it.
lang::Type DrawElement(Sketch& s, double vec_share = 0.3);

// array.shape[k], which a helper can read, too.
Val ShapeOf(Sketch& s, int array, int dimension);

// The extent of a dimension as this author writes it: x.shape[k], an argument, or a literal.
Val Extent(Sketch& s, int array, int dimension, std::string_view name);

// A count as a real number: 8.0, or float(n).
Val AsNumber(Sketch& s, const Val& count, lang::Type real);
inline Val AsNumber(Sketch& s, const Val& count) { return AsNumber(s, count, s.real()); }

// a and b and c; a or b or c.
Val AllOf(std::span<const Val> conditions);
Val AnyOf(std::span<const Val> conditions);

// float(0.0) or wp.vec3(), to add up in. Hidden until Shown.
Val Accumulator(Sketch& s, lang::Type type, std::string_view name);
Val Shown(const Val& accumulator);

// The value, or with some factor, offset or function that a result often has.
Val Finished(Sketch& s, const Val& value);

}  // namespace warploom::synth::kit
