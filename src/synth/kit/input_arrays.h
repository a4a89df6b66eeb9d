#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/values.h"
#include "synth/sketch/sketch.h"

// Input arrays by role: an array that has one of the names, the element type, the shape and a
// suitable range is used again, so that the motifs of one kernel share their data. Functions that
// return an array give its index in Sketch::arrays().
namespace warploom::synth::kit {

// The values of an argument: how they are generated and their bounds.
struct Range {
  double low = -2.0;
  double high = 2.0;
  lang::Fill fill = lang::Fill::kUniform;
};
inline constexpr Range kUnitFill = {-1.0, 1.0, lang::Fill::kUnit};
inline constexpr Range kPositiveFill = {0.1, 2.0, lang::Fill::kUniform};

// An input array in the shape of the launch.
int InputNamed(Sketch& s, lang::Type type, Words names, Range range = {});
// This thread's element of such an array, in a local variable named by `locals`.
Val Read(Sketch& s, lang::Type type, Words arrays, Words locals, Range range = {});
// An input array of `count` elements that any thread may read at any index.
int TableNamed(Sketch& s, lang::Type type, Words names, int count, Range range = {});
// The number of elements of such a table; the same for all tables of one kernel.
int TableSize(Sketch& s);
// This thread's indices below `extent`, one (of 2 to 4) for each name in `locals`. The layout is
// drawn: rows of an array with one more dimension, an array for each index, a flat array, or an
// array of integer vectors.
std::vector<Val> Corners(Sketch& s, Words names, std::span<const std::string_view> locals,
                         int extent);

}  // namespace warploom::synth::kit
