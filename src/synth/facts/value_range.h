#pragma once

#include <span>

#include "lang/launch.h"
#include "lang/operators.h"
#include "lang/type.h"

namespace warploom::synth {

// The static range of a value: enough to keep division, shifts, conversions, function domains and
// subscripts safe. For a vec, mat, quat or transform, the interval applies to every component.
// Integer intervals are sound. An unknown float is assumed to be below 1e12, which keeps results
// finite in practice. Nothing that could trap relies on this assumption, since conversions to
// integers require IsSafeConversion.
struct ValueRange {
  double low = 0.0;
  double high = 0.0;
  bool nonzero = false;     // A scalar is not 0; a vec or quat has a length clearly above 0.
  bool unit = false;        // A vec or quat of length 1; a transform with such a rotation.
  bool from_input = false;  // Depends on the contents of an argument, not only on the thread.

  bool IsWithin(double least, double most) const { return low >= least && high <= most; }
  bool IsPositive() const { return low > 0.0; }
  bool IsNonZero() const { return nonzero || low > 0.0 || high < 0.0; }
  double Magnitude() const { return low < -high ? -low : (high < -low ? -low : high); }
};

ValueRange Unknown(lang::Type type);
ValueRange Exactly(double value);
ValueRange Between(double low, double high);

// The range of a value, or of an array's elements, that is filled this way at launch.
ValueRange RangeOfFill(lang::Type type, lang::Fill fill, double low, double high);

// The range of a value that is in either range.
ValueRange Join(const ValueRange& a, const ValueRange& b);

// The part of a range in which values are typical: all of a small range, or 8 wide and as close to
// zero as possible in a large one.
ValueRange UsualPart(const ValueRange& value_range);

// The interval that a type can represent without overflow.
ValueRange RangeOf(lang::Scalar scalar);

// The range of `left op right`. The operand types give the shapes (a matrix product is a sum of
// `cols` products).
ValueRange RangeOfBinary(lang::BinaryOp op, lang::Type left_type, const ValueRange& left,
                         lang::Type right_type, const ValueRange& right, lang::Type result);
ValueRange RangeOfUnary(lang::UnaryOp op, lang::Type type, const ValueRange& operand);

// True if the operation cannot trap, overflow an integer or leave the range of a float type.
bool IsSafeBinary(lang::BinaryOp op, lang::Type left_type, const ValueRange& left,
                  lang::Type right_type, const ValueRange& right, lang::Type result);

// True if the conversion loses nothing but the fraction.
bool IsSafeConversion(const ValueRange& from, lang::Scalar to);

}  // namespace warploom::synth
