#pragma once

#include <span>

#include "lang/launch.h"
#include "lang/operators.h"
#include "lang/type.h"

namespace warploom::synth {

// What is known of a value before the kernel runs: enough to keep division, shifts, conversions,
// function domains and subscripts safe. For a vec, mat, quat or transform the interval holds for
// every component. Integer intervals are sound. An unknown float is taken to be of ordinary size
// (under 1e12): that keeps results finite in practice, and nothing that could trap rests on it,
// since only what IsSafeConversion allows becomes an integer.
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

// What a value or an array's elements keep to when they are filled this way at launch.
ValueRange RangeOfFill(lang::Type type, lang::Fill fill, double low, double high);

// What holds whichever of the two the value is.
ValueRange Join(const ValueRange& a, const ValueRange& b);

// The part of a range that a reader expects values in: all of a small one, of a large one 8 wide
// and as near to zero as may be.
ValueRange UsualPart(const ValueRange& value_range);

// The interval an integer or float type can hold without overflow.
ValueRange RangeOf(lang::Scalar scalar);

// What is known of `left op right`. The operand types tell the shapes (a matrix product adds up
// `cols` products).
ValueRange RangeOfBinary(lang::BinaryOp op, lang::Type left_type, const ValueRange& left,
                         lang::Type right_type, const ValueRange& right, lang::Type result);
ValueRange RangeOfUnary(lang::UnaryOp op, lang::Type type, const ValueRange& operand);

// True when the operation cannot trap, overflow an integer or leave a float's range.
bool IsSafeBinary(lang::BinaryOp op, lang::Type left_type, const ValueRange& left,
                  lang::Type right_type, const ValueRange& right, lang::Type result);

// True when converting to the scalar type loses nothing but fraction digits.
bool IsSafeConversion(const ValueRange& from, lang::Scalar to);

}  // namespace warploom::synth
