#pragma once

#include "lang/module.h"
#include "synth/facts/value_range.h"

namespace warploom::synth {

class Sketch;

// A handle to an expression under construction, with its type and value range. Copies are cheap and
// refer to the same expression; an expression that is used twice is printed twice, unless
// Sketch::Let gives it a name.
//
// The operators build Warp's operations and CHECK that they are legal and safe, which Sketch::Can
// tells beforehand. A C++ number becomes a literal of the other operand's scalar type.
struct Val {
  Sketch* sketch = nullptr;
  lang::ExprId id;
  lang::Type type;
  ValueRange range;

  bool is_valid() const { return id.is_valid(); }

  // Components: v.x() is v.x, v[i] is v[i]; m.at(i, j) is m[i, j].
  Val x() const;
  Val y() const;
  Val z() const;
  Val w() const;
  Val operator[](int index) const;
  Val operator[](const Val& index) const;
  Val at(int row, int column) const;
  Val at(const Val& row, const Val& column) const;
};

Val operator+(const Val& a, const Val& b);
Val operator-(const Val& a, const Val& b);
Val operator*(const Val& a, const Val& b);
Val operator/(const Val& a, const Val& b);
Val operator%(const Val& a, const Val& b);
Val operator&(const Val& a, const Val& b);
Val operator|(const Val& a, const Val& b);
Val operator^(const Val& a, const Val& b);
Val operator<<(const Val& a, const Val& b);
Val operator>>(const Val& a, const Val& b);
Val operator-(const Val& a);
Val operator~(const Val& a);
Val MatMul(const Val& a, const Val& b);
Val FloorDiv(const Val& a, const Val& b);
Val Pow(const Val& a, const Val& b);

Val operator+(const Val& a, double b);
Val operator-(const Val& a, double b);
Val operator*(const Val& a, double b);
Val operator/(const Val& a, double b);
Val operator%(const Val& a, int b);
Val operator+(double a, const Val& b);
Val operator-(double a, const Val& b);
Val operator*(double a, const Val& b);
Val operator/(double a, const Val& b);

// Comparisons give a bool Val (so == is not equality of handles).
Val operator<(const Val& a, const Val& b);
Val operator<=(const Val& a, const Val& b);
Val operator>(const Val& a, const Val& b);
Val operator>=(const Val& a, const Val& b);
Val operator==(const Val& a, const Val& b);
Val operator!=(const Val& a, const Val& b);
Val operator<(const Val& a, double b);
Val operator<=(const Val& a, double b);
Val operator>(const Val& a, double b);
Val operator>=(const Val& a, double b);
Val operator==(const Val& a, double b);
Val operator!=(const Val& a, double b);
Val operator&&(const Val& a, const Val& b);  // `and`; both sides are always built.
Val operator||(const Val& a, const Val& b);
Val operator!(const Val& a);

}  // namespace warploom::synth
