#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "synth/sketch/sketch.h"

// What the idioms of several families have in common.
namespace warploom::synth::kit {

// One of the words, each as likely.
inline std::string_view OneOf(Sketch& s, std::initializer_list<std::string_view> words) {
  return s.rng().Choose(std::span(words.begin(), words.size()));
}

// The same value, of which the family knows more than intervals tell, such as x * x >= 0.
inline Val Known(Val value, double low, double high) {
  value.range.low = low;
  value.range.high = high;
  value.range.nonzero = low > 0.0 || high < 0.0;
  return value;
}

// A number of float32.
inline Val Single(Sketch& s, double value) { return s.Real(value, lang::kFloat); }

// Two operands that both draw. Between braces C++ evaluates from left to right, between the
// operands of an operator in any order: Plus({a, b}) is a + b of two draws in a certain order.
struct Operands {
  Val left;
  Val right;
};
inline Val Plus(const Operands& of) { return of.left + of.right; }
inline Val Minus(const Operands& of) { return of.left - of.right; }
inline Val Times(const Operands& of) { return of.left * of.right; }
inline Val Over(const Operands& of) { return of.left / of.right; }
inline Val Modulo(const Operands& of) { return of.left % of.right; }
// left if the condition holds, else right; the condition draws nothing.
inline Val Either(const Val& condition, const Operands& of) {
  return condition.sketch->Select(condition, of.left, of.right);
}

// x * x
Val Square(const Val& x);

// wp.exp(x) for an x that may be far below zero, or above it as far as the type's range allows.
Val Exp(const Val& x);

// This thread's element of an input of real numbers, or a formula of one, with a name.
Val Source(Sketch& s, std::string_view name = "");

// This thread's element of an input of real numbers that nothing else reads yet.
Val Another(Sketch& s, std::string_view array = "");

// 1e-6, or what half precision has of it.
Val Epsilon(Sketch& s);

// An integer literal by its bits, spelled in hexadecimal or not.
Val Word(Sketch& s, uint64_t bits, lang::Type type, bool hex);

}  // namespace warploom::synth::kit
