// Arithmetic on narrow integers: saturating sums, averages without overflow, fixed point, quantized
// values and dot products.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Scalar;
using lang::Type;

Val NarrowInput(Sketch& s, Scalar scalar, double low, double high) {
  return s.ThreadElement(Input(s, lang::ScalarType(scalar), {},
                               OneOf(s, {"a", "b", "src", "levels", "samples_in", "quantized"}),
                               low, high));
}

// Clamps an int to the range of a narrower type and converts it.
Val Saturate(Sketch& s, const Val& v, Scalar scalar) {
  const ValueRange range = RangeOf(scalar);
  return s.Convert(s.Call("clamp", {v, s.Int(static_cast<int64_t>(range.low)),
                                    s.Int(static_cast<int64_t>(range.high))}),
                   lang::ScalarType(scalar));
}

void SaturatingSum(Sketch& s) {
  const Scalar scalar =
      s.rng().Choose(std::array{Scalar::kUint8, Scalar::kInt8, Scalar::kInt16, Scalar::kUint16});
  const ValueRange range = RangeOf(scalar);
  const Val a = s.Let(s.Convert(NarrowInput(s, scalar, range.low, range.high), kInt), "a");
  const Val b = s.Let(s.Convert(NarrowInput(s, scalar, range.low, range.high), kInt), "b");
  const Val sum = s.Let(s.rng().Chance(0.5)   ? a + b
                        : s.rng().Chance(0.5) ? a - b
                                              : a + b * s.NewArg(kInt, 1.0, 8.0, "gain"),
                        {"total", "mixed", "wide"});
  s.Output(Saturate(s, sum, scalar));
}

// The mean of two unsigned values, without a wider type.
void AverageWithoutOverflow(Sketch& s) {
  const Type type = lang::ScalarType(
      s.rng().Choose(std::array{Scalar::kUint8, Scalar::kUint16, Scalar::kUint32}));
  const double high = RangeOf(type.scalar).high;
  const Val a = s.Let(NarrowInput(s, type.scalar, 0.0, high), "a");
  const Val b = s.Let(NarrowInput(s, type.scalar, 0.0, high), "b");
  s.Output(s.rng().Chance(0.6) ? (a & b) + Shr(a ^ b, 1) : (a | b) - Shr(a ^ b, 1));
}

void FixedPointProduct(Sketch& s) {
  const int bits = s.rng().Choose(std::array{8, 10, 12, 15});
  const auto one = static_cast<double>(1 << bits);
  const Val a = s.Let(s.Convert(NarrowInput(s, Scalar::kInt16, -32768.0, 32767.0), kInt), "a");
  const Val weight = s.NewArg(kInt, 0.0, one, OneOf(s, {"coef", "weight_q", "gain_q"}));
  const Val product = s.Let(a * weight, {"product", "acc"});
  const Val rounded = Shr(s.rng().Chance(0.5) ? product + one / 2.0 : product, bits);
  s.Output(s.rng().Chance(0.6) ? Saturate(s, rounded, Scalar::kInt16) : rounded);
}

// Quantizes a real number to int8.
void Quantize(Sketch& s) {
  const Type real = Precise(s);
  const Val x = s.ThreadElement(s.InputArray(real));
  const Val scale = s.NewArg(real, 0.01, 0.1, "scale");
  const Val q = s.Let(s.Convert(s.Call("clamp", {s.Call("round", {x / scale}), s.Real(-127.0, real),
                                                 s.Real(127.0, real)}),
                                kInt),
                      "q");
  if (s.rng().Chance(0.5)) {
    s.Output(s.Convert(q, real) * scale);
  }
  s.Output(s.Convert(q, lang::ScalarType(Scalar::kInt8)), {"quantized_out", "q_out"});
}

// The dot product of a row and a vector of int8, with an int32 accumulator.
void QuantizedDot(Sketch& s) {
  const int terms = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  const Type byte = lang::ScalarType(Scalar::kInt8);
  const int a =
      Input(s, byte, {s.dims()[0], terms}, OneOf(s, {"qa", "activations_q", "x_q"}), -128.0, 127.0);
  const int b = Input(s, byte, {terms}, OneOf(s, {"qw", "weights_q", "w_q"}), -128.0, 127.0);
  Val acc = s.Mutable(s.Int(0), {"acc", "total"}, Between(-terms * 16384, terms * 16384));
  s.Hide(acc);
  s.For({"k", "j"}, Val{}, s.rng().Chance(0.5) ? s.SizeOf(b, 0) : s.Int(terms), 0, [&](Val k) {
    s.Update(acc, BinaryOp::kAdd,
             s.Convert(s.At(a, {s.Thread(0), k}), kInt) * s.Convert(s.At(b, {k}), kInt));
  });
  s.Hide(acc, false);
  const Type real = Precise(s);
  s.Output(s.rng().Chance(0.5) ? acc : s.Convert(acc, real) * s.NewArg(real, 0.001, 0.1, "scale"));
}

void DrawNarrow(Sketch& s) {
  static constexpr std::array kKinds = {SaturatingSum, AverageWithoutOverflow, FixedPointProduct,
                                        Quantize, QuantizedDot};
  s.rng().Choose(kKinds)(s);
}

}  // namespace

Motif NarrowMotif() {
  return {.name = "narrow", .family = Family::kInteger, .weight = 1.0, .draw = DrawNarrow};
}

}  // namespace warploom::synth::motifs
