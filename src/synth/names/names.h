#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/rng.h"
#include "lang/type.h"

namespace warploom::synth::names {

// What a name is for; each theme has a list of names for each role.
enum class Role : uint8_t {
  kScalarArray,    // arrays of floats: densities, masses...
  kVectorArray,    // arrays of vecs: positions, velocities...
  kMatrixArray,    // deformation_gradients...
  kRotationArray,  // orientations...
  kPoseArray,      // arrays of transforms: body_q...
  kIndexArray,     // arrays of ints: indices, neighbors...
  kScalarArg,      // dt, stiffness...
  kVectorArg,      // gravity, light_dir...
  kScalar,         // float locals.
  kVector,         // vec locals.
  kMatrix,
  kRotation,
  kPose,
  kInteger,  // int locals.
  kFlag,     // bool locals.
  kOutput,   // output arrays of floats.
  kVectorOutput,
  kKernel,    // Verbs and nouns for kernel names.
  kConstant,  // MODULE_CONSTANTS.
  kHelper,    // Function names.
  kStruct,    // Class names.
};
inline constexpr int kRoleCount = 21;

// The vocabulary of one application domain. A kernel uses a single theme.
struct Theme {
  std::string_view name;
  std::array<std::span<const std::string_view>, kRoleCount> names;

  std::span<const std::string_view> of(Role role) const { return names[static_cast<size_t>(role)]; }
};

std::span<const Theme> Themes();

// The role of a local variable of this type, or of an array with elements of this type.
Role RoleOfLocal(lang::Type type);
Role RoleOfArray(lang::Type element, bool is_output);

}  // namespace warploom::synth::names
