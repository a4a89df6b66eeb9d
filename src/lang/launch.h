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
  // Objects, of which a kernel gets the id (a texture as itself); `object` says more of them.
  kMesh,      // A closed surface around the origin: `shape` rings and points a ring, between poles.
  kBvh,       // Over `shape` boxes with corners in [low, high].
  kHashGrid,  // Over `shape` points in [low, high].
  kVolume,    // A leaf of 8 x 8 x 8 voxels with values in [low, high], over the cube [-1, 1].
  kTexture,   // `shape` texels (the last is the width) with values in [low, high] and all mip maps.
};
std::string_view Name(Fill fill);

// True for wp.Mesh, wp.Bvh and their like: what lives outside the kernel and has functions of its
// own to read it.
constexpr bool IsObject(Fill fill) { return fill >= Fill::kMesh; }

// What an object is made of, beside its plan's shape and range.
struct ObjectPlan {
  Type values = VoidType();  // Of a point, voxel or texel; none for a volume of indices.
  int groups = 0;  // Into so many are its faces, boxes or points divided; 0 for no groups.
  VarId points;    // The argument whose values a hash grid is built over, or none.
};

// How to make one argument. Shapes are in elements; empty for values that are no arrays.
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
  // wp.launch_tiled: so many threads work together at each of the `dims`; 0 for an ordinary launch.
  int block_dim = 0;
};

}  // namespace warploom::lang
