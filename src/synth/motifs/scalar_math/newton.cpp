// Newton's method for a root, a cube root or Kepler's equation.
#include <array>
#include <string_view>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawNewton(Sketch& s) {
  const Type real = s.real();
  const int steps = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 5, 6, 8, 10, 20}));
  const std::string_view counter = OneOf(s, {"it", "k", "n", "_i"});
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    const Val m = Source(s, "mean_anomaly");
    const Val e = s.NewArg(real, 0.0, 0.8, OneOf(s, {"ecc", "eccentricity"}));
    Val anomaly = s.Mutable(m + (s.rng().Chance(0.5) ? e * s.Call("sin", {m}) : e), "E");
    s.Hide(anomaly);
    s.ForCount(counter, steps, [&](Val) {
      const Val f = s.Let(anomaly - e * s.Call("sin", {anomaly}) - m, "f");
      const Val slope = Known(1.0 - e * s.Call("cos", {anomaly}), 0.2, 1.8);
      s.Update(anomaly, BinaryOp::kSub, f / slope);
    });
    s.Hide(anomaly, false);
    return s.Output(s.rng().Chance(0.5) ? anomaly : 1.0 - e * s.Call("cos", {anomaly}));
  }
  const Val a = s.Let(
      Plus({s.Call("abs", {s.ThreadElement(s.InputArray(real))}), s.DrawNumber(real, 0.1, 1.0)}),
      {"a", "value"});
  Val x = s.Mutable(s.rng().Chance(0.5) ? s.Call("max", {a, s.Real(1.0)}) : 0.5 * (a + 1.0),
                    {"x", "guess", "y"}, Between(0.05, 1e6));
  s.Hide(x);
  s.ForCount(counter, steps, [&](Val) {
    if (kind == 1) {
      return s.Set(x, 0.5 * (x + a / x));
    }
    const Val next = s.Let((2.0 * x + a / (x * x)) / s.Real(3.0), "x_next");
    if (s.rng().Chance(0.4)) {
      s.If(s.Call("abs", {next - x}) < Epsilon(s), [&] { s.Break(); });
    }
    s.Set(x, next);
  });
  s.Hide(x, false);
  s.Output(s.rng().Chance(0.6) ? x : s.Draw(real, 0) * x);
}

}  // namespace

Motif NewtonMotif() {
  return {.name = "newton", .family = Family::kScalarMath, .weight = 1.0, .draw = DrawNewton};
}

}  // namespace warploom::synth::motifs
