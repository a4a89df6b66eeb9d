#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

enum class BinaryOp : uint8_t {
#define WARPLOOM_BINARY_OP(Name, spelling, builtin, precedence, group) k##Name,
#include "lang/operators.def"
};
enum class UnaryOp : uint8_t {
#define WARPLOOM_UNARY_OP(Name, spelling, builtin, precedence) k##Name,
#include "lang/operators.def"
};
enum class CompareOp : uint8_t {
#define WARPLOOM_COMPARE_OP(Name, spelling) k##Name,
#include "lang/operators.def"
};

// What binary operators have in common.
enum class OperatorGroup : uint8_t {
  kArithmetic,  // + - * /
  kMatrix,      // @
  kFloor,       // // %
  kPower,       // **
  kBitwise,     // & | ^
  kShift,       // << >>
};

// One line of operators.def. Comparisons are not builtins: their `builtin` is the spelling.
struct OperatorInfo {
  std::string_view spelling;
  std::string_view builtin;
  int precedence;
  OperatorGroup group = OperatorGroup::kArithmetic;  // Of a binary operator.
};

const OperatorInfo& Info(BinaryOp op);
const OperatorInfo& Info(UnaryOp op);
const OperatorInfo& Info(CompareOp op);

// Python's precedence of what has no row in operators.def.
inline constexpr int kTernaryPrecedence = 1;
inline constexpr int kOrPrecedence = 2;
inline constexpr int kAndPrecedence = 3;
inline constexpr int kNotPrecedence = 4;
inline constexpr int kComparePrecedence = 5;
inline constexpr int kAtomPrecedence = 20;

}  // namespace warploom::lang
