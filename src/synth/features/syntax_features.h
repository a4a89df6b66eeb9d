#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::features {

// The constructs that kernels are drawn with, from constructs.def.
enum class Construct : uint8_t {
#define WARPLOOM_CONSTRUCT(Name, name, group, text) k##Name,
#include "synth/features/constructs.def"
  kCount,
};
inline constexpr size_t kConstructCount = static_cast<size_t>(Construct::kCount);
using ConstructSet = std::bitset<kConstructCount>;

// One line of constructs.def. `name` stands in the features of every sample that uses it.
struct ConstructInfo {
  std::string_view name;
  std::string_view group;
  std::string_view text;
  std::string_view refused;  // Why Warp or warploom leaves it out; "" for what is drawn.

  bool is_drawn() const { return refused.empty(); }
};

// All constructs, the drawn ones first in the order of Construct, then those left out.
std::span<const ConstructInfo> Constructs();
inline const ConstructInfo& Info(Construct construct) {
  return Constructs()[static_cast<size_t>(construct)];
}

// What the kernel uses.
ConstructSet ConstructsOf(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::synth::features
