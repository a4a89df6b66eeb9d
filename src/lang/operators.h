#pragma once

#include <cstdint>
#include <string_view>

namespace warploom::lang {

enum class BinaryOp : uint8_t {
  kAdd,
  kSub,
  kMul,
  kMatMul,
  kDiv,
  kFloorDiv,
  kMod,
  kPow,
  kBitAnd,
  kBitOr,
  kBitXor,
  kShl,
  kShr,
};
enum class UnaryOp : uint8_t { kNeg, kPos, kNot, kInvert };
enum class CompareOp : uint8_t { kLt, kLe, kGt, kGe, kEq, kNe };

// One row an operator: its Python spelling, the builtin that Warp lowers it to
// (warp/_src/codegen.py: builtin_operators) and its Python precedence (higher binds tighter).
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
