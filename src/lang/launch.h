#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lang/ids.h"
#include "lang/type.h"

namespace warploom::lang {

// How the values of an argument are made for a run.
enum class Fill : uint8_t {
  kZero,         // All zero: an output.
  kConstant,     // The scalar `low`.
  kUniform,      // Uniform in [low, high] for each component; integers include both ends.
  kUnit,         // Unit vectors, unit quaternions, rigid transforms with positions in [low, high].
  kSorted,       // In [low, high], not falling along the first dimension (offsets, knots).
  kPermutation,  // 0..size-1 in a shuffled order.
  kFields,       // A struct: one plan per field in `fields`.
};
std::string_view Name(Fill fill);

// How to make one argument. Shapes are in elements; empty for values that are no arrays.
struct ArgPlan {
  Fill fill = Fill::kZero;
  double low = 0.0;
  double high = 0.0;
  std::vector<int> shape;
  std::vector<ArgPlan> fields;
  bool is_output = false;
};

// How to run the kernel: the launch dimensions (1 to 4) and one plan per argument.
struct LaunchPlan {
  std::vector<int> dims;
  std::vector<ArgPlan> args;
  // wp.launch_tiled: so many threads work together at each of the `dims`; 0 for an ordinary launch.
  int block_dim = 0;
};

}  // namespace warploom::lang
