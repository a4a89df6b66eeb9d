#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lang/ids.h"
#include "lang/type.h"

namespace warploom::lang {

// How the values of an argument are generated for a run.
enum class Fill : uint8_t {
  kZero,         // All zero: an output.
  kConstant,     // The scalar `low`.
  kUniform,      // Uniform in [low, high] for each component; integers include both ends.
  kUnit,         // Unit vectors, unit quaternions, rigid transforms with positions in [low, high].
  kSorted,       // In [low, high], non-decreasing along the first dimension (offsets, knots).
  kPermutation,  // 0..size-1 in a shuffled order.
  kFields,       // A struct: one plan per field in `fields`.
  // Objects, which a kernel gets by id (a texture: by value). `object` has the details.
  kMesh,      // A closed surface around the origin: `shape`: rings, points per ring.
  kBvh,       // Over `shape` boxes with corners in [low, high].
  kHashGrid,  // Over `shape` points in [low, high].
  kVolume,    // A leaf of 8 x 8 x 8 voxels with values in [low, high], over the cube [-1, 1].
  kTexture,   // `shape` texels (the last is the width) with values in [low, high], and all mipmaps.
};
std::string_view Name(Fill fill);

// True for wp.Mesh, wp.Bvh and so on: objects outside the kernel that it reads through builtins.
constexpr bool IsObject(Fill fill) { return fill >= Fill::kMesh; }

// Details of an object that its plan's shape and range do not give.
struct ObjectPlan {
  Type values = VoidType();  // Of a point, voxel or texel; void for a volume of indices.
  int groups = 0;            // Number of groups of its faces, boxes or points; 0 for no groups.
  VarId points;              // The argument over which a hash grid is built, if any.
};

// How to create one argument. Shapes are in elements, and empty for values that are not arrays.
struct ArgPlan {
  Fill fill = Fill::kZero;
  double low = 0.0;
  double high = 0.0;
  std::vector<int> shape;
  std::vector<ArgPlan> fields;
  bool is_output = false;
  ObjectPlan object = {};
};

// How to run the kernel: the launch dimensions (1 to 4) and one plan per argument.
struct LaunchPlan {
  std::vector<int> dims;
  std::vector<ArgPlan> args;
  // The number of threads per block of wp.launch_tiled; 0 for an ordinary launch.
  int block_dim = 0;
};

}  // namespace warploom::lang
