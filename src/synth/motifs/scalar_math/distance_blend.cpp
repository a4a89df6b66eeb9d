// Two distances combined as in signed distance fields.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawDistanceBlend(Sketch& s) {
  const Type real = s.real();
  const Val a = s.Let(Minus({s.ThreadElement(s.InputArray(real)), s.DrawNumber(real, 0.1, 1.0)}),
                      {"d1", "da", "dist_a"});
  const Val b = s.Let(s.rng().Chance(0.5) ? Another(s) : s.Draw(real, 1), {"d2", "db", "dist_b"});
  const Val k = s.NewArg(real, 0.05, 0.5, OneOf(s, {"k", "blend", "smoothness"}));
  Val d = a;
  switch (s.rng().Below(4)) {
    case 0: {
      const Val h =
          s.Let(s.Call("clamp", {0.5 + 0.5 * (b - a) / k, s.Real(0.0), s.Real(1.0)}), "h");
      d = s.Call("lerp", {b, a, h}) - k * h * (1.0 - h);
      break;
    }
    case 1: {
      const Val h = s.Let(s.Call("max", {k - s.Call("abs", {a - b}), s.Real(0.0)}) / k, "h");
      d = s.rng().Chance(0.5) ? s.Call("min", {a, b}) - 0.25 * h * h * k
                              : s.Call("max", {a, b}) + 0.25 * h * h * k;
      break;
    }
    case 2:
      d = s.rng().Chance(0.5) ? s.Call("max", {a, -b})
                              : s.Call("min", {s.Call("max", {a, b}), b - k});
      break;
    default:
      d = s.Call("sqrt", {Square(s.Call("max", {a, s.Real(0.0)})) +
                          Square(s.Call("max", {b, s.Real(0.0)}))}) -
          k;
      break;
  }
  if (s.rng().Chance(0.4)) {
    d = Minus({s.Call("abs", {s.Let(d, "d")}), s.DrawNumber(real, 0.01, 0.2)});
  }
  s.Output(d);
}

}  // namespace

Motif DistanceBlendMotif() {
  return {.name = "distance-blend",
          .family = Family::kScalarMath,
          .weight = 0.8,
          .draw = DrawDistanceBlend};
}

}  // namespace warploom::synth::motifs
