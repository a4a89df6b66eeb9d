#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::features {

// The syntax features that kernels are drawn with, from syntax_features.def.
enum class SyntaxFeature : uint8_t {
#define WARPLOOM_SYNTAX(Name, name, group, text) k##Name,
#include "synth/features/syntax_features.def"
  kCount,
};
inline constexpr size_t kSyntaxFeatureCount = static_cast<size_t>(SyntaxFeature::kCount);
using SyntaxFeatureSet = std::bitset<kSyntaxFeatureCount>;

// One line of syntax_features.def. `name` is in the features of every sample that uses it.
struct SyntaxFeatureInfo {
  std::string_view name;
  std::string_view group;
  std::string_view text;
  std::string_view refused;  // Why Warp or warploom leaves it out; empty if it is drawn.

  bool is_drawn() const { return refused.empty(); }
};

// All syntax features: first those that are drawn, in the order of SyntaxFeature, then the others.
std::span<const SyntaxFeatureInfo> SyntaxFeatures();
inline const SyntaxFeatureInfo& Info(SyntaxFeature feature) {
  return SyntaxFeatures()[static_cast<size_t>(feature)];
}

// The features that the kernel uses.
SyntaxFeatureSet SyntaxFeaturesOf(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::synth::features
