// The roots of a quadratic, a ray's interval in a sphere, or a time of impact.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawQuadratic(Sketch& s) {
  const Type real = s.real();
  const Val a = s.Let(
      Plus({s.Call("abs", {s.ThreadElement(s.InputArray(real))}), s.DrawNumber(real, 0.1, 1.0)}),
      "a");
  const Val b = s.Let(s.rng().Chance(0.5) ? Another(s) : s.Draw(real, 1), "b");
  const Val c = s.Let(s.Draw(real, 1), "c");
  const bool half = s.rng().Chance(0.4);
  const Val disc = s.Let(half ? b * b - a * c : b * b - 4.0 * a * c, {"disc", "delta", "det"});
  Val root = s.Let(s.Real(s.rng().Chance(0.5) ? 0.0 : -1.0), {"root", "t", "x"});
  const bool strict = s.rng().Chance(0.5);
  s.If(strict ? disc > 0.0 : disc >= 0.0, [&] {
    const Val sq = s.Let(s.Call("sqrt", {Known(disc, 0.0, 1e6)}), {"sq", "root_disc", "sd"});
    if (half) {
      return s.Set(root, (s.rng().Chance(0.5) ? -b - sq : -b + sq) / a);
    }
    if (s.rng().Chance(0.5)) {
      return s.Set(root, (-b - sq) / (2.0 * a));
    }
    const Val near = s.Let((-b - sq) / (2.0 * a), {"t0", "x0"});
    const Val far = s.Let((-b + sq) / (2.0 * a), {"t1", "x1"});
    s.Set(root, s.rng().Chance(0.5) ? s.Select(near > 0.0, near, far)
                                    : s.Call("min", {s.Call("abs", {near}), s.Call("abs", {far})}));
  });
  s.Output(root);
}

}  // namespace

Motif QuadraticMotif() {
  return {.name = "quadratic", .family = Family::kScalarMath, .weight = 0.8, .draw = DrawQuadratic};
}

}  // namespace warploom::synth::motifs
