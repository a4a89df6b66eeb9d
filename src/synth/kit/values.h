#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "synth/sketch/sketch.h"

// Small expressions and statements that motifs of all families use.
namespace warploom::synth::kit {

using Words = std::initializer_list<std::string_view>;

// One of the words, with equal probability.
inline std::string_view OneOf(Sketch& s, Words words) {
  return s.rng().Choose(std::span(words.begin(), words.size()));
}

// One of the values for which `fits` is true; an invalid Val if there is none.
template <typename Fits>
Val OneWhere(Sketch& s, std::span<const Val> values, Fits&& fits) {
  std::vector<Val> fitting;
  std::ranges::copy_if(values, std::back_inserter(fitting), fits);
  return fitting.empty() ? Val{} : s.rng().Choose(fitting);
}

// The first name that no thread index has, for a loop counter. CHECK-fails if all are taken.
std::string_view Free(Sketch& s, Words names);

// Assigns the value to a local variable with one of these names.
inline Val Named(Sketch& s, const Val& value, Words names) { return s.Let(value, names); }

inline bool IsOneOf(std::string_view name, Words words) {
  return std::find(words.begin(), words.end(), name) != words.end();
}

// Assigns an array element to a local variable, so that it is read once. Any other value is
// returned unchanged.
Val ReadOnce(Sketch& s, const Val& value, std::string_view name);
Val ReadOnce(Sketch& s, const Val& value, Words names);

// The value with a range that the caller knows better than interval arithmetic, such as x * x >= 0.
inline Val Known(Val value, double low, double high) {
  value.range.low = low;
  value.range.high = high;
  value.range.nonzero = low > 0.0 || high < 0.0;
  return value;
}

// A float32 literal.
inline Val Single(Sketch& s, double value) { return s.Real(value, lang::kFloat); }

// Two operands whose construction draws random numbers. C++ evaluates a braced list from left to
// right but leaves the order of an operator's operands open, so such operands are written
// Plus({a, b}) instead of a + b.
struct Operands {
  Val left;
  Val right;
};
inline Val Plus(const Operands& of) { return of.left + of.right; }
inline Val Minus(const Operands& of) { return of.left - of.right; }
inline Val Times(const Operands& of) { return of.left * of.right; }
inline Val Over(const Operands& of) { return of.left / of.right; }
inline Val Modulo(const Operands& of) { return of.left % of.right; }
// The left operand if the condition holds, else the right one.
inline Val Either(const Val& condition, const Operands& of) {
  return condition.sketch->Select(condition, of.left, of.right);
}

// x * x
Val Square(const Val& x);

// wp.exp(x), which may underflow to zero but does not overflow.
Val Exp(const Val& x);

// This thread's element of a float input, by chance scaled and offset, in a local variable.
Val Source(Sketch& s, std::string_view name = "");

// This thread's element of a new float input.
Val Another(Sketch& s, std::string_view array = "");

// A small positive literal such as 1e-6.
Val Tiny(Sketch& s, lang::Type real);
// The same of the kernel's float type; larger for half precision.
Val Epsilon(Sketch& s);

// An integer literal with these bits, in hexadecimal or decimal notation.
Val Word(Sketch& s, uint64_t bits, lang::Type type, bool hex);

// Zero of any type of array element, always in the same spelling: 0.0, 0, wp.vec3().
Val PlainZero(Sketch& s, lang::Type type);
// Zero of a float scalar, vector or matrix type, in one of the usual spellings.
Val Zero(Sketch& s, lang::Type type);
// The identity matrix, quaternion or transform.
Val Identity(Sketch& s, lang::Type type);
// wp.dot(v, v) or wp.length_sq(v)
Val LengthSq(const Val& v);

}  // namespace warploom::synth::kit
