// Integer: number theory, narrow types and formulas; the other motifs have files of their own.
#include "synth/families/integer.h"

#include <array>

#include "synth/families/families.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Scalar;
using lang::Type;

Val SmallInt(Sketch& s, int low, int high, std::string_view name) {
  const int array = s.NewArray({kInt,
                                {},
                                lang::Fill::kUniform,
                                static_cast<double>(low),
                                static_cast<double>(high),
                                Access::kInput,
                                OneOf(s, {"numbers", "values", "counts", "nums", ""})});
  return s.Let(s.Own(array), name);
}

// Euclid, powers modulo m, Collatz, trial division, digits.
void DrawNumberTheory(Sketch& s) {
  switch (s.rng().Below(5)) {
    case 0: {
      const int most = s.rng().Choose(std::array{100, 1000, 10000});
      Val a = s.Mutable(SmallInt(s, 1, most, "p"), "a", Between(0, most));
      const Val start = s.rng().Chance(0.5) ? SmallInt(s, 1, most, "q")
                                            : s.NewArg(kInt, 1.0, most, OneOf(s, {"m", "modulus"}));
      Val b = s.Mutable(start, "b", Between(0, most));
      s.Hide(a);
      s.Hide(b);
      s.While(b != 0.0, [&] {
        const Val rest = s.Let(a % Known(b, 1, most), OneOf(s, {"r", "tmp", "rest"}));
        s.Set(a, b);
        s.Set(b, rest);
      });
      s.Hide(a, false);
      return s.Output(a, OneOf(s, {"gcd", "gcds", ""}));
    }
    case 1: {
      const int modulus = s.rng().Choose(std::array{97, 101, 257, 997, 1009, 7919, 9973});
      const Val m = s.rng().Chance(0.6) ? s.SizeArg(modulus, OneOf(s, {"modulus", "prime", "m"}))
                                        : s.Int(modulus);
      const Val number = SmallInt(s, 1, 10000, "n");
      Val base = s.Mutable(number % m, "base", Between(0, modulus - 1));
      Val exponent = s.Mutable(
          s.rng().Chance(0.5) ? s.NewArg(kInt, 1.0, 1000.0, "exponent") : SmallInt(s, 0, 1000, "k"),
          "e", Between(0, 1000));
      Val result = s.Mutable(s.Int(1), OneOf(s, {"power", "r", "acc"}), Between(0, modulus - 1));
      s.Hide(base);
      s.Hide(exponent);
      s.While(exponent > 0.0, [&] {
        s.If(s.rng().Chance(0.5) ? (exponent & s.Int(1)) == 1.0 : exponent % 2 == 1.0,
             [&] { s.Set(result, (result * base) % m); });
        s.Set(base, (base * base) % m);
        s.Set(exponent, s.rng().Chance(0.5) ? Shr(exponent, 1) : FloorDiv(exponent, s.Int(2)));
      });
      return s.Output(result);
    }
    case 2: {
      Val n = s.Mutable(SmallInt(s, 1, 1000, "start"), "n", Between(1, 300000));
      Val steps = s.Mutable(s.Int(0), OneOf(s, {"steps", "length", "count"}), Between(0, 200));
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
      return s.Output(steps);
    }
    case 3: {
      const Val n = SmallInt(s, 2, 10000, "n");
      Val prime =
          s.Mutable(s.Int(1), OneOf(s, {"is_prime", "prime", "smallest"}), Between(0, 10000));
      Val d = s.Mutable(s.Int(2), OneOf(s, {"d", "divisor", "f"}), Between(2, 101));
      s.Hide(d);
      const bool factor = s.rng().Chance(0.4);
      s.While(d * d <= n, [&] {
        s.If(n % d == 0.0, [&] {
          s.Set(prime, factor ? d : s.Int(0));
          s.Break();
        });
        s.Update(d, BinaryOp::kAdd, s.Int(1));
      });
      return s.Output(prime);
    }
    default: {
      const int base = s.rng().Choose(std::array{2, 3, 8, 10, 16});
      Val n =
          s.Mutable(SmallInt(s, 0, 100000, "number"), OneOf(s, {"n", "rest"}), Between(0, 100000));
      Val total = s.Mutable(s.Int(0), OneOf(s, {"digits", "digit_sum", "reversed_n"}),
                            Between(0, 10000000));
      s.Hide(n);
      const bool reverses = s.rng().Chance(0.4) && base == 10;
      s.While(n > 0.0, [&] {
        const Val digit = n % base;
        s.Set(total, reverses ? total * s.Int(10) + digit : total + digit);
        s.Set(n, FloorDiv(n, s.Int(base)));
      });
      return s.Output(total);
    }
  }
}

// The radical inverse of the thread's number: van der Corput's and Halton's points.
void DrawRadicalInverse(Sketch& s) {
  const Type real = s.real();
  const bool given = s.rng().Chance(0.5);
  const int base = s.rng().Choose(std::array{2, 3, 5, 7});
  const Val b = given ? s.SizeArg(base, OneOf(s, {"base", "radix"})) : s.Int(base);
  const Val offset = s.NewArg(kInt, 0.0, 1000.0, OneOf(s, {"offset", "start", "skip"}));
  Val n = s.Mutable(s.Thread(0) + (s.rng().Chance(0.5) ? offset : offset + 1.0),
                    OneOf(s, {"n", "index"}), Between(0, 10000));
  const Val b_real = given ? s.Convert(b, real) : s.Real(base);
  const Val inverse = given ? s.Let(1.0 / b_real, "inv_base") : 1.0 / b_real;
  const bool divides = !given || s.rng().Chance(0.5);
  const Val amplitude = s.Draw(real, 0);
  Val fraction = s.Mutable(inverse, OneOf(s, {"f", "fraction", "scale"}));
  Val result = s.Mutable(s.Real(0.0), OneOf(s, {"r", "radical", "u"}));
  for (const Val& v : {n, fraction, result}) {
    s.Hide(v);
  }
  s.While(n > 0.0, [&] {
    s.Update(result, BinaryOp::kAdd, fraction * s.Convert(n % b, real));
    s.Set(n, FloorDiv(n, b));
    s.Set(fraction, divides ? fraction / b_real : fraction * inverse);
  });
  s.Hide(result, false);
  s.Output(s.rng().Chance(0.5) ? result : amplitude * (2.0 * result - 1.0));
}

// Arithmetic of small types: saturating sums, averages, fixed point, quantized products.
void DrawNarrow(Sketch& s) {
  const auto input = [&](Scalar scalar, double low, double high) {
    return s.Own(s.NewArray({lang::ScalarType(scalar),
                             {},
                             lang::Fill::kUniform,
                             low,
                             high,
                             Access::kInput,
                             OneOf(s, {"a", "b", "src", "levels", "samples_in", "quantized"})}));
  };
  const auto saturate = [&](const Val& v, Scalar scalar) {
    const Facts range = RangeOf(scalar);
    return s.Convert(s.Call("clamp", {v, s.Int(static_cast<int64_t>(range.low)),
                                      s.Int(static_cast<int64_t>(range.high))}),
                     lang::ScalarType(scalar));
  };
  switch (s.rng().Below(5)) {
    case 0: {
      const Scalar scalar = s.rng().Choose(
          std::array{Scalar::kUint8, Scalar::kInt8, Scalar::kInt16, Scalar::kUint16});
      const Facts range = RangeOf(scalar);
      const Val a = s.Let(s.Convert(input(scalar, range.low, range.high), kInt), "a");
      const Val b = s.Let(s.Convert(input(scalar, range.low, range.high), kInt), "b");
      const Val sum = s.Let(s.rng().Chance(0.5)   ? a + b
                            : s.rng().Chance(0.5) ? a - b
                                                  : a + b * s.NewArg(kInt, 1.0, 8.0, "gain"),
                            OneOf(s, {"total", "mixed", "wide"}));
      return s.Output(saturate(sum, scalar));
    }
    case 1: {
      const Type type = lang::ScalarType(
          s.rng().Choose(std::array{Scalar::kUint8, Scalar::kUint16, Scalar::kUint32}));
      const double high = RangeOf(type.scalar).high;
      const Val a = s.Let(input(type.scalar, 0.0, high), "a");
      const Val b = s.Let(input(type.scalar, 0.0, high), "b");
      return s.Output(s.rng().Chance(0.6) ? (a & b) + Shr(a ^ b, 1) : (a | b) - Shr(a ^ b, 1));
    }
    case 2: {
      const int bits = s.rng().Choose(std::array{8, 10, 12, 15});
      const auto one = static_cast<double>(1 << bits);
      const Val a = s.Let(s.Convert(input(Scalar::kInt16, -32768.0, 32767.0), kInt), "a");
      const Val weight = s.NewArg(kInt, 0.0, one, OneOf(s, {"coef", "weight_q", "gain_q"}));
      const Val product = s.Let(a * weight, OneOf(s, {"product", "acc"}));
      const Val rounded = Shr(s.rng().Chance(0.5) ? product + one / 2.0 : product, bits);
      return s.Output(s.rng().Chance(0.6) ? saturate(rounded, Scalar::kInt16) : rounded);
    }
    case 3: {
      const Type real = s.real() == lang::kHalf ? lang::kFloat : s.real();
      const Val x = s.Own(s.InputArray(real));
      const Val scale = s.NewArg(real, 0.01, 0.1, "scale");
      const Val q = s.Let(s.Convert(s.Call("clamp", {s.Call("round", {x / scale}),
                                                     s.Real(-127.0, real), s.Real(127.0, real)}),
                                    kInt),
                          "q");
      if (s.rng().Chance(0.5)) {
        s.Output(s.Convert(q, real) * scale);
      }
      return s.Output(s.Convert(q, lang::ScalarType(Scalar::kInt8)),
                      OneOf(s, {"quantized_out", "q_out"}));
    }
    default: {
      const int terms = s.rng().Choose(std::array{4, 8, 16, 32, 64});
      const Type byte = lang::ScalarType(Scalar::kInt8);
      const int a = s.NewArray({byte,
                                {s.dims()[0], terms},
                                lang::Fill::kUniform,
                                -128.0,
                                127.0,
                                Access::kInput,
                                OneOf(s, {"qa", "activations_q", "x_q"})});
      const int b = s.NewArray({byte,
                                {terms},
                                lang::Fill::kUniform,
                                -128.0,
                                127.0,
                                Access::kInput,
                                OneOf(s, {"qw", "weights_q", "w_q"})});
      Val acc =
          s.Mutable(s.Int(0), OneOf(s, {"acc", "total"}), Between(-terms * 16384, terms * 16384));
      s.Hide(acc);
      s.For(OneOf(s, {"k", "j"}), Val{}, s.rng().Chance(0.5) ? s.SizeOf(b, 0) : s.Int(terms), 0,
            [&](Val k) {
              s.Update(acc, BinaryOp::kAdd,
                       s.Convert(s.At(a, {s.Thread(0), k}), kInt) * s.Convert(s.At(b, {k}), kInt));
            });
      s.Hide(acc, false);
      const Type real = s.real() == lang::kHalf ? lang::kFloat : s.real();
      return s.Output(
          s.rng().Chance(0.5) ? acc : s.Convert(acc, real) * s.NewArg(real, 0.001, 0.1, "scale"));
    }
  }
}

// Counts the digit of a radix sort or the bin of a key.
void DrawDigitCount(Sketch& s) {
  const Type type = s.rng().Choose(std::array{lang::kUint, lang::kUint, kInt});
  const Val key = Key(s, type, type == kInt ? 2147483647.0 : 4294967295.0);
  const int bits = s.rng().Choose(std::array{4, 5, 6, 8});
  const int digits = 1 << bits;
  Val moved = key;
  if (s.rng().Chance(0.6)) {
    const Val shift = s.NewArg(kInt, 0.0, 24.0, OneOf(s, {"shift", "bit_offset"}));
    moved = key >> s.Convert(shift, type);
  } else {
    moved = Shr(key, bits * static_cast<int>(s.rng().Between(1, 3)));
  }
  const Val digit =
      s.Let(s.Convert(moved & Word(s, static_cast<uint64_t>(digits - 1), type, s.rng().Chance(0.5)),
                      kInt),
            OneOf(s, {"digit", "bin", "bucket"}));
  const int counts = s.NewArray({kInt,
                                 {digits},
                                 lang::Fill::kZero,
                                 0.0,
                                 0.0,
                                 Access::kAtomic,
                                 OneOf(s, {"histogram", "counts", "bins"})});
  s.AtomicAdd(counts, std::array{digit}, s.Int(1));
  if (s.rng().Chance(0.4)) {
    s.Output(digit);
  }
}

// A formula of integers of some width.
void DrawFormula(Sketch& s) {
  constexpr std::array kScalars = {Scalar::kInt32, Scalar::kInt32, Scalar::kInt64, Scalar::kUint32,
                                   Scalar::kInt16, Scalar::kUint8, Scalar::kUint64};
  const Type type = lang::ScalarType(s.rng().Choose(kScalars));
  const Val a = s.Let(s.Own(s.InputArray(type)));
  const auto steps = s.rng().Between(1, 3);
  Val last = a;
  for (int64_t i = 0; i < steps; ++i) {
    last = s.Let(s.Draw(type, s.DrawDepth()));
  }
  if (s.rng().Chance(0.3)) {
    const Val condition =
        s.Compare(s.rng().Chance(0.5) ? lang::CompareOp::kGt : lang::CompareOp::kLe, last,
                  a.id == last.id ? s.Int(3, type) : a);
    last = s.Select(condition, last, s.Draw(type, 1));
  }
  s.Output(last);
}

constexpr std::array kMotifs = {
    Motif{"hash", 1.5, DrawHash},
    Motif{"generator", 1.0, DrawGenerator},
    Motif{"grid-hash", 1.0, DrawGridHash},
    Motif{"morton", 1.0, DrawMorton},
    Motif{"checksum", 0.8, DrawChecksum},
    Motif{"pack", 0.8, DrawPack},
    Motif{"unpack", 0.8, DrawUnpack},
    Motif{"flags", 1.0, DrawFlags},
    Motif{"popcount", 0.8, DrawPopcount},
    Motif{"bit-tricks", 1.0, DrawBitTricks},
    Motif{"pair-key", 0.8, DrawPairKey},
    Motif{"number-theory", 1.2, DrawNumberTheory},
    Motif{"radical-inverse", 0.6, DrawRadicalInverse},
    Motif{"indexing", 1.0, DrawIndexing},
    Motif{"narrow", 1.0, DrawNarrow},
    Motif{"digit-count", 0.6, DrawDigitCount},
    Motif{"automaton", 0.8, DrawAutomaton},
    Motif{"integer-formula", 1.5, DrawFormula},
};

}  // namespace

Family IntegerFamily() {
  return {"integer", "integers and bits: hashes, packing, flags, index and modular arithmetic",
          1.0,       1,
          2,         kMotifs};
}

}  // namespace warploom::synth
