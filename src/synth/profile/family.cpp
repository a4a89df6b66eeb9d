#include "synth/profile/family.h"

#include <array>

namespace warploom::synth::profile {
namespace {

constexpr std::array kFamilies = {
#define WARPLOOM_FAMILY(Name, name, text, weight, min_dims, max_dims, more, is_tiled) \
  FamilyInfo{Family::k##Name, name, text, weight, min_dims, max_dims, more, is_tiled},
#include "synth/profile/families.def"
};

}  // namespace

std::span<const FamilyInfo> Families() { return kFamilies; }

}  // namespace warploom::synth::profile
