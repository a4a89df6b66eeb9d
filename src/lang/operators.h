#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

enum class BinaryOp : uint8_t {
#define WARPLOOM_BINARY_OP(Name, spelling, builtin, precedence) k##Name,
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

// One line of operators.def. Comparisons are no builtins: theirs is the spelling.
struct OperatorInfo {
  std::string_view spelling;
  std::string_view builtin;
  int precedence;
};

const OperatorInfo& Info(BinaryOp op);
const OperatorInfo& Info(UnaryOp op);
const OperatorInfo& Info(CompareOp op);

// Python's precedences of what is no operator row above.
inline constexpr int kTernaryPrecedence = 1;
inline constexpr int kOrPrecedence = 2;
inline constexpr int kAndPrecedence = 3;
inline constexpr int kNotPrecedence = 4;
inline constexpr int kComparePrecedence = 5;
inline constexpr int kAtomPrecedence = 20;

}  // namespace warploom::lang
