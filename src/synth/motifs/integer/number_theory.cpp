// Number theory: greatest common divisors, modular powers, Collatz steps, trial division, digits.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;

Val SmallInt(Sketch& s, int low, int high, std::string_view name) {
  const int array =
      Input(s, kInt, {}, OneOf(s, {"numbers", "values", "counts", "nums", ""}), low, high);
  return s.Let(s.ThreadElement(array), name);
}

// The greatest common divisor, by Euclid's algorithm.
void CommonDivisor(Sketch& s) {
  const int max_value = s.rng().Choose(std::array{100, 1000, 10000});
  Val a = s.Mutable(SmallInt(s, 1, max_value, "p"), "a", Between(0, max_value));
  const Val start = s.rng().Chance(0.5)
                        ? SmallInt(s, 1, max_value, "q")
                        : s.NewArg(kInt, 1.0, max_value, OneOf(s, {"m", "modulus"}));
  Val b = s.Mutable(start, "b", Between(0, max_value));
  s.Hide(a);
  s.Hide(b);
  s.While(b != 0.0, [&] {
    const Val rest = s.Let(a % Known(b, 1, max_value), {"r", "tmp", "rest"});
    s.Set(a, b);
    s.Set(b, rest);
  });
  s.Hide(a, false);
  s.Output(a, {"gcd", "gcds", ""});
}

// A power modulo m, by repeated squaring.
void ModularPower(Sketch& s) {
  const int modulus = s.rng().Choose(std::array{97, 101, 257, 997, 1009, 7919, 9973});
  const Val m = SizeOrLiteral(s, modulus, {"modulus", "prime", "m"}, 0.6);
  const Val number = SmallInt(s, 1, 10000, "n");
  Val base = s.Mutable(number % m, "base", Between(0, modulus - 1));
  Val exponent = s.Mutable(
      s.rng().Chance(0.5) ? s.NewArg(kInt, 1.0, 1000.0, "exponent") : SmallInt(s, 0, 1000, "k"),
      "e", Between(0, 1000));
  Val result = s.Mutable(s.Int(1), {"power", "r", "acc"}, Between(0, modulus - 1));
  s.Hide(base);
  s.Hide(exponent);
  s.While(exponent > 0.0, [&] {
    s.If(s.rng().Chance(0.5) ? (exponent & s.Int(1)) == 1.0 : exponent % 2 == 1.0,
         [&] { s.Set(result, (result * base) % m); });
    s.Set(base, (base * base) % m);
    s.Set(exponent, s.rng().Chance(0.5) ? Shr(exponent, 1) : FloorDiv(exponent, s.Int(2)));
  });
  s.Output(result);
}

// The number of Collatz steps to 1, up to a limit.
void CollatzSteps(Sketch& s) {
  Val n = s.Mutable(SmallInt(s, 1, 1000, "start"), "n", Between(1, 300000));
  Val steps = s.Mutable(s.Int(0), {"steps", "length", "count"}, Between(0, 200));
  const int limit = s.rng().Choose(std::array{50, 100, 128, 200});
  s.Hide(n);
  s.Hide(steps);
  s.While(n != 1.0 && steps < limit, [&] {
    s.If(
        s.rng().Chance(0.5) ? n % 2 == 0.0 : (n & s.Int(1)) == 0.0,
        [&] { s.Set(n, FloorDiv(n, s.Int(2))); }, [&] { s.Set(n, 3.0 * n + 1.0); });
    s.Update(steps, BinaryOp::kAdd, s.Int(1));
  });
  s.Hide(steps, false);
  s.Output(steps);
}

// Whether n is prime, or its smallest factor.
void TrialDivision(Sketch& s) {
  const Val n = SmallInt(s, 2, 10000, "n");
  Val prime = s.Mutable(s.Int(1), {"is_prime", "prime", "smallest"}, Between(0, 10000));
  Val d = s.Mutable(s.Int(2), {"d", "divisor", "f"}, Between(2, 101));
  s.Hide(d);
  const bool factor = s.rng().Chance(0.4);
  s.While(d * d <= n, [&] {
    s.If(n % d == 0.0, [&] {
      s.Set(prime, factor ? d : s.Int(0));
      s.Break();
    });
    s.Update(d, BinaryOp::kAdd, s.Int(1));
  });
  s.Output(prime);
}

// The sum of the digits in some base, or the decimal digits reversed.
void DigitSum(Sketch& s) {
  const int base = s.rng().Choose(std::array{2, 3, 8, 10, 16});
  Val n = s.Mutable(SmallInt(s, 0, 100000, "number"), {"n", "rest"}, Between(0, 100000));
  Val total = s.Mutable(s.Int(0), {"digits", "digit_sum", "reversed_n"}, Between(0, 10000000));
  s.Hide(n);
  const bool reverses = s.rng().Chance(0.4) && base == 10;
  s.While(n > 0.0, [&] {
    const Val digit = n % base;
    s.Set(total, reverses ? total * s.Int(10) + digit : total + digit);
    s.Set(n, FloorDiv(n, s.Int(base)));
  });
  s.Output(total);
}

void DrawNumberTheory(Sketch& s) {
  static constexpr std::array kProblems = {CommonDivisor, ModularPower, CollatzSteps, TrialDivision,
                                           DigitSum};
  s.rng().Choose(kProblems)(s);
}

}  // namespace

Motif NumberTheoryMotif() {
  return {
      .name = "number-theory", .family = Family::kInteger, .weight = 1.2, .draw = DrawNumberTheory};
}

}  // namespace warploom::synth::motifs
