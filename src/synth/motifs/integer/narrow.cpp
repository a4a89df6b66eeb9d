#include <array>
#include <cstdint>

#include "synth/kit/bits.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Scalar;
using lang::Type;

// Arithmetic of small types: saturating sums, averages, fixed point, quantized products.
void DrawNarrow(Sketch& s) {
  const auto input = [&](Scalar scalar, double low, double high) {
    return s.ThreadElement(
        s.NewArray({lang::ScalarType(scalar),
                    {},
                    lang::Fill::kUniform,
                    low,
                    high,
                    Access::kInput,
                    OneOf(s, {"a", "b", "src", "levels", "samples_in", "quantized"})}));
  };
  const auto saturate = [&](const Val& v, Scalar scalar) {
    const ValueRange range = RangeOf(scalar);
    return s.Convert(s.Call("clamp", {v, s.Int(static_cast<int64_t>(range.low)),
                                      s.Int(static_cast<int64_t>(range.high))}),
                     lang::ScalarType(scalar));
  };
  switch (s.rng().Below(5)) {
    case 0: {
      const Scalar scalar = s.rng().Choose(
          std::array{Scalar::kUint8, Scalar::kInt8, Scalar::kInt16, Scalar::kUint16});
      const ValueRange range = RangeOf(scalar);
      const Val a = s.Let(s.Convert(input(scalar, range.low, range.high), kInt), "a");
      const Val b = s.Let(s.Convert(input(scalar, range.low, range.high), kInt), "b");
      const Val sum = s.Let(s.rng().Chance(0.5)   ? a + b
                            : s.rng().Chance(0.5) ? a - b
                                                  : a + b * s.NewArg(kInt, 1.0, 8.0, "gain"),
                            {"total", "mixed", "wide"});
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
      const Val product = s.Let(a * weight, {"product", "acc"});
      const Val rounded = Shr(s.rng().Chance(0.5) ? product + one / 2.0 : product, bits);
      return s.Output(s.rng().Chance(0.6) ? saturate(rounded, Scalar::kInt16) : rounded);
    }
    case 3: {
      const Type real = s.real() == lang::kHalf ? lang::kFloat : s.real();
      const Val x = s.ThreadElement(s.InputArray(real));
      const Val scale = s.NewArg(real, 0.01, 0.1, "scale");
      const Val q = s.Let(s.Convert(s.Call("clamp", {s.Call("round", {x / scale}),
                                                     s.Real(-127.0, real), s.Real(127.0, real)}),
                                    kInt),
                          "q");
      if (s.rng().Chance(0.5)) {
        s.Output(s.Convert(q, real) * scale);
      }
      return s.Output(s.Convert(q, lang::ScalarType(Scalar::kInt8)), {"quantized_out", "q_out"});
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
      Val acc = s.Mutable(s.Int(0), {"acc", "total"}, Between(-terms * 16384, terms * 16384));
      s.Hide(acc);
      s.For({"k", "j"}, Val{}, s.rng().Chance(0.5) ? s.SizeOf(b, 0) : s.Int(terms), 0, [&](Val k) {
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

}  // namespace

Motif NarrowMotif() {
  return {.name = "narrow", .family = Family::kInteger, .weight = 1.0, .draw = DrawNarrow};
}

}  // namespace warploom::synth::motifs
