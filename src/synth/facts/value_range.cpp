#include "synth/facts/value_range.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Scalar;
using lang::Type;
using lang::UnaryOp;

constexpr double kInf = std::numeric_limits<double>::infinity();

// 0 * inf is 0 here: a known zero stays zero with an unknown factor.
double Product(double a, double b) { return a == 0.0 || b == 0.0 ? 0.0 : a * b; }

ValueRange MulInterval(const ValueRange& a, const ValueRange& b) {
  const double p[] = {Product(a.low, b.low), Product(a.low, b.high), Product(a.high, b.low),
                      Product(a.high, b.high)};
  return Between(*std::min_element(p, p + 4), *std::max_element(p, p + 4));
}

ValueRange DivInterval(const ValueRange& a, const ValueRange& b) {
  if (b.low <= 0.0 && b.high >= 0.0) {
    return Between(-kInf, kInf);
  }
  const double q[] = {a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high};
  for (const double x : q) {
    if (std::isnan(x)) {
      return Between(-kInf, kInf);
    }
  }
  return Between(*std::min_element(q, q + 4), *std::max_element(q, q + 4));
}

// The smallest 2^n - 1 that is not below the value.
double BitCeiling(double value) {
  double mask = 1.0;
  while (mask - 1.0 < value) {
    mask *= 2.0;
  }
  return mask - 1.0;
}

ValueRange BitInterval(BinaryOp op, const ValueRange& a, const ValueRange& b, Scalar scalar) {
  if (op == BinaryOp::kBitAnd && (a.low >= 0.0 || b.low >= 0.0)) {
    const double high = a.low >= 0.0 && b.low >= 0.0 ? std::min(a.high, b.high)
                        : a.low >= 0.0               ? a.high
                                                     : b.high;
    return Between(0.0, high);
  }
  if (a.low >= 0.0 && b.low >= 0.0) {
    return Between(0.0, BitCeiling(std::max(a.high, b.high)));
  }
  return RangeOf(scalar);
}

ValueRange PowInterval(const ValueRange& base, const ValueRange& exponent) {
  if (base.low < 0.0) {
    return Between(-kInf, kInf);
  }
  const double p[] = {std::pow(base.low, exponent.low), std::pow(base.low, exponent.high),
                      std::pow(base.high, exponent.low), std::pow(base.high, exponent.high)};
  return Between(0.0, *std::max_element(p, p + 4));
}

// The number of products that are summed for each component of a product of matrices and vectors.
double SummedProducts(Type left, Type right) {
  const bool left_mat = left.kind == lang::TypeKind::kMat;
  const bool right_mat = right.kind == lang::TypeKind::kMat;
  if (left_mat && !right.is_scalar()) {
    return left.cols;
  }
  if (right_mat && !left.is_scalar()) {
    return right.rows;
  }
  return left.is_quat() && right.is_quat() ? 4.0 : 1.0;
}

ValueRange IntDivision(BinaryOp op, const ValueRange& a, const ValueRange& b) {
  if (op == BinaryOp::kMod) {
    // C++ remainder: the sign of the dividend, smaller than the divisor.
    const double most = std::max(b.Magnitude() - 1.0, 0.0);
    return Between(a.low < 0.0 ? -most : 0.0, a.high > 0.0 ? std::min(most, a.high) : 0.0);
  }
  ValueRange f = DivInterval(a, b);
  f.low = std::trunc(f.low);
  f.high = std::trunc(f.high);
  return f;
}

ValueRange FloatMod(const ValueRange& a, const ValueRange& b) {
  const double most = b.Magnitude();
  return Between(a.low < 0.0 ? -most : 0.0, a.high > 0.0 ? most : 0.0);
}

// Unsigned arithmetic wraps around in C++, which hash functions rely on. (uint16 products are
// computed as int and may overflow.)
bool Wraps(BinaryOp op, Scalar scalar) {
  const bool wrapping = op == BinaryOp::kAdd || op == BinaryOp::kSub || op == BinaryOp::kMul ||
                        op == BinaryOp::kShl || op == BinaryOp::kBitXor || op == BinaryOp::kBitOr ||
                        op == BinaryOp::kBitAnd || op == BinaryOp::kShr;
  return wrapping && IsInt(scalar) && !lang::Info(scalar).is_signed &&
         !(scalar == Scalar::kUint16 && op == BinaryOp::kMul);
}

// All values of an unsigned type. RangeOf(uint64) ends at the maximum of int64, so that a wrapped
// uint64 never counts as safe to convert to int64.
ValueRange EveryUnsigned(Scalar scalar) {
  return Between(0.0, std::exp2(lang::Info(scalar).bits) - 1.0);
}

ValueRange Interval(BinaryOp op, Type left_type, const ValueRange& a, Type right_type,
                    const ValueRange& b, Type result) {
  const bool is_int = lang::IsInt(result.scalar);
  switch (op) {
    case BinaryOp::kAdd:
      return Between(a.low + b.low, a.high + b.high);
    case BinaryOp::kSub:
      return Between(a.low - b.high, a.high - b.low);
    case BinaryOp::kMul:
    case BinaryOp::kMatMul: {
      const double terms = SummedProducts(left_type, right_type);
      const ValueRange one = MulInterval(a, b);
      return Between(one.low * terms, one.high * terms);
    }
    case BinaryOp::kDiv:
      return is_int ? IntDivision(op, a, b) : DivInterval(a, b);
    case BinaryOp::kFloorDiv: {
      // Rounds down for every type (warp/native/builtin.h: floordiv_signed).
      const ValueRange f = DivInterval(a, b);
      return Between(std::floor(f.low), std::floor(f.high));
    }
    case BinaryOp::kMod:
      return is_int ? IntDivision(op, a, b) : FloatMod(a, b);
    case BinaryOp::kPow:
      return PowInterval(a, b);
    case BinaryOp::kBitAnd:
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
      return BitInterval(op, a, b, result.scalar);
    case BinaryOp::kShl:
      return a.low < 0.0 ? RangeOf(result.scalar)
                         : Between(a.low * std::exp2(b.low), a.high * std::exp2(b.high));
    case BinaryOp::kShr:
      return Between(std::min(0.0, a.low), std::max(0.0, a.high / std::exp2(b.low)));
  }
  return Unknown(result);
}

}  // namespace

ValueRange UsualPart(const ValueRange& value_range) {
  const double low = std::max(value_range.low, std::min(-4.0, value_range.high - 8.0));
  return Between(low, std::min(value_range.high, std::max(4.0, low + 8.0)));
}

ValueRange RangeOf(Scalar scalar) {
  const lang::ScalarInfo& info = lang::Info(scalar);
  if (!info.is_float) {
    return Between(static_cast<double>(info.min_int), static_cast<double>(info.max_int));
  }
  const double most = scalar == Scalar::kFloat16   ? 6.0e4
                      : scalar == Scalar::kFloat64 ? 1.0e200
                                                   : 1.0e30;
  return Between(-most, most);
}

ValueRange Unknown(Type type) {
  if (!lang::IsFloat(type.scalar)) {
    return RangeOf(type.scalar);
  }
  const double most = type.scalar == Scalar::kFloat16 ? 200.0 : 1.0e12;
  return Between(-most, most);
}

ValueRange Exactly(double value) { return {value, value, value != 0.0, false, false}; }

ValueRange Between(double low, double high) {
  return {low, high, low > 0.0 || high < 0.0, false, false};
}

ValueRange RangeOfFill(Type type, lang::Fill fill, double low, double high) {
  ValueRange value_range = Between(low, high);
  using lang::Fill;
  switch (fill) {
    case Fill::kZero:
      value_range = Exactly(0.0);
      break;
    case Fill::kUnit:
      value_range.nonzero = true;
      value_range.unit = true;
      if (type.kind != lang::TypeKind::kTransform) {
        value_range.low = -1.0;
        value_range.high = 1.0;
      }
      break;
    case Fill::kConstant:
    case Fill::kUniform:
    case Fill::kSorted:
    case Fill::kPermutation:
      break;
    case Fill::kFields:
    case Fill::kMesh:
    case Fill::kBvh:
    case Fill::kHashGrid:
    case Fill::kVolume:
    case Fill::kTexture:
      value_range = Unknown(type);
      break;
  }
  value_range.from_input = true;
  return value_range;
}

ValueRange Join(const ValueRange& a, const ValueRange& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high), a.nonzero && b.nonzero,
          a.unit && b.unit, a.from_input || b.from_input};
}

ValueRange RangeOfBinary(BinaryOp op, Type left_type, const ValueRange& left, Type right_type,
                         const ValueRange& right, Type result) {
  ValueRange f = Interval(op, left_type, left, right_type, right, result);
  if (std::isnan(f.low) || std::isnan(f.high)) {
    f = Unknown(result);
  }
  if (result.is_scalar() && Wraps(op, result.scalar)) {
    const ValueRange every = EveryUnsigned(result.scalar);
    f = f.IsWithin(every.low, every.high) ? f : every;
  }
  if (op == BinaryOp::kMul && left_type.is_quat() && right_type.is_quat()) {
    f.unit = left.unit && right.unit;
  }
  const bool product = op == BinaryOp::kMul || op == BinaryOp::kDiv;
  if (product && (left_type.is_scalar() || right_type.is_scalar()) &&
      lang::IsFloat(result.scalar)) {
    f.nonzero = left.IsNonZero() && right.IsNonZero();
  }
  f.from_input = left.from_input || right.from_input;
  return f;
}

ValueRange RangeOfUnary(UnaryOp op, Type type, const ValueRange& operand) {
  ValueRange f = operand;
  switch (op) {
    case UnaryOp::kNeg:
      f.low = -operand.high;
      f.high = -operand.low;
      if (lang::IsInt(type.scalar) && !lang::Info(type.scalar).is_signed) {
        f = EveryUnsigned(type.scalar);  // It wraps around.
        f.from_input = operand.from_input;
      }
      return f;
    case UnaryOp::kPos:
      return f;
    case UnaryOp::kNot:
      f = Between(0.0, 1.0);
      break;
    case UnaryOp::kInvert:
      f = lang::Info(type.scalar).is_signed ? Between(-operand.high - 1.0, -operand.low - 1.0)
                                            : EveryUnsigned(type.scalar);
      break;
  }
  f.from_input = operand.from_input;
  return f;
}

bool IsSafeBinary(BinaryOp op, Type left_type, const ValueRange& left, Type right_type,
                  const ValueRange& right, Type result) {
  const bool divides = op == BinaryOp::kDiv || op == BinaryOp::kFloorDiv || op == BinaryOp::kMod;
  // A nonzero vec may have zero components.
  const bool no_zero =
      right_type.is_scalar() ? right.IsNonZero() : right.low > 0.0 || right.high < 0.0;
  if (divides && !no_zero) {
    return false;
  }
  if (op == BinaryOp::kPow && !(left.low > 0.0)) {
    return false;
  }
  if (op == BinaryOp::kShl || op == BinaryOp::kShr) {
    const double bits = lang::Info(result.scalar).bits;
    if (!right.IsWithin(0.0, bits - 1.0) || (left.low < 0.0 && op == BinaryOp::kShl)) {
      return false;
    }
  }
  const ValueRange range = RangeOf(result.scalar);
  if (lang::IsInt(result.scalar) && op == BinaryOp::kMod && right.low < 0.0 &&
      left.low <= range.low) {
    return false;  // INT_MIN % -1 traps on x86.
  }
  if (result.is_scalar() && Wraps(op, result.scalar)) {
    return true;
  }
  const ValueRange f = RangeOfBinary(op, left_type, left, right_type, right, result);
  return f.IsWithin(range.low, range.high);
}

bool IsSafeConversion(const ValueRange& from, Scalar to) {
  const ValueRange range = RangeOf(to);
  return to == Scalar::kBool || from.IsWithin(range.low, range.high);
}

}  // namespace warploom::synth
