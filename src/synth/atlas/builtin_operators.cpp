#include "synth/atlas/builtin_operators.h"

#include <string>

namespace warploom::synth::atlas {

using lang::BinaryOp;
using lang::UnaryOp;

std::optional<BinaryOp> BinaryOperatorOf(std::string_view builtin) {
  for (int i = 0; i <= static_cast<int>(BinaryOp::kShr); ++i) {
    const auto op = static_cast<BinaryOp>(i);
    if (lang::Info(op).builtin == builtin && op != BinaryOp::kMatMul && op != BinaryOp::kPow) {
      return op;
    }
  }
  return std::nullopt;
}

std::optional<UnaryOp> UnaryOperatorOf(std::string_view builtin) {
  for (const UnaryOp op : {UnaryOp::kNeg, UnaryOp::kPos, UnaryOp::kNot, UnaryOp::kInvert}) {
    if (lang::Info(op).builtin == builtin) {
      return op;
    }
  }
  return std::nullopt;
}

std::optional<BinaryOp> AugmentedOperatorOf(std::string_view builtin) {
  constexpr std::string_view kTile = "tile_";
  constexpr std::string_view kInPlace = "_inplace";
  constexpr std::string_view kAtomic = "atomic_";
  if (builtin.starts_with(kAtomic)) {
    // atomic_and, atomic_or and atomic_xor correspond to bit_and, bit_or and bit_xor.
    const std::string_view name = builtin.substr(kAtomic.size());
    const auto op = BinaryOperatorOf(name);
    return op ? op : BinaryOperatorOf("bit_" + std::string(name));
  }
  if (!builtin.ends_with(kInPlace)) {
    return std::nullopt;
  }
  builtin.remove_suffix(kInPlace.size());
  return BinaryOperatorOf(builtin.starts_with(kTile) ? builtin.substr(kTile.size()) : builtin);
}

}  // namespace warploom::synth::atlas
