#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace warploom::synth::profile {

// The families of motifs, from families.def. A kernel's category is the family of its first motif,
// or "atlas".
enum class Family : uint8_t {
#define WARPLOOM_FAMILY(Name, name, text, weight, min_dims, max_dims, more, is_tiled) k##Name,
#include "synth/profile/families.def"
  kCount,
};
inline constexpr size_t kFamilyCount = static_cast<size_t>(Family::kCount);

// One line of families.def.
struct FamilyInfo {
  Family family;
  std::string_view name;
  std::string_view text;  // One line for `warploom categories`.
  double weight;          // In the default profile.
  int min_dims;           // The range of launch dimensions that its motifs support.
  int max_dims;
  double more;  // Factor for the probability of further motifs in its kernels.
  // Its kernels use tiled launches. They are not combined with motifs of other families.
  bool is_tiled;
};

// All families, in the order of Family.
std::span<const FamilyInfo> Families();
inline const FamilyInfo& Info(Family family) { return Families()[static_cast<size_t>(family)]; }

}  // namespace warploom::synth::profile
