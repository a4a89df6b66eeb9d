#pragma once

#include <optional>
#include <string_view>

#include "lang/operators.h"

namespace warploom::synth::atlas {

// The operator that Python writes for a builtin: `+` for add. For mul it is `*`, never `@`.
std::optional<lang::BinaryOp> BinaryOperatorOf(std::string_view builtin);
std::optional<lang::UnaryOp> UnaryOperatorOf(std::string_view builtin);

// The operator of the augmented assignment that Python writes for a builtin: `+=` for add_inplace,
// tile_add_inplace and atomic_add.
std::optional<lang::BinaryOp> AugmentedOperatorOf(std::string_view builtin);

}  // namespace warploom::synth::atlas
