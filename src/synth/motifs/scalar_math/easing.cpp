// An interpolation parameter, eased and applied.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawEasing(Sketch& s) {
  const Type real = s.real();
  const Val x = s.ThreadElement(s.InputArray(real));
  const Val low = s.NewArg(real, -2.0, -0.5, OneOf(s, {"lower", "t0", "edge0", "x_min"}));
  const Val high = s.NewArg(real, 0.5, 2.0, OneOf(s, {"upper", "t1", "edge1", "x_max"}));
  const Val t =
      s.Let(s.Call("clamp", {(x - low) / Known(high - low, 1.0, 4.0), s.Real(0.0), s.Real(1.0)}),
            {"t", "u", "s"});
  Val shaped = t;
  switch (s.rng().Below(6)) {
    case 0:
      shaped = t * t * (3.0 - 2.0 * t);
      break;
    case 1:
      shaped = t * t * t * (t * (6.0 * t - 15.0) + 10.0);
      break;
    case 2:
      shaped = 0.5 - 0.5 * s.Call("cos", {s.Real(3.14159265) * t});
      break;
    case 3: {
      const Val rest = s.Let(1.0 - t, "inv");
      shaped =
          1.0 - rest * rest * (s.rng().Chance(0.5) ? rest : 1.0 + s.DrawNumber(real, 0.5, 2.0) * t);
      break;
    }
    case 4:
      shaped = s.Select(t < 0.5, 2.0 * t * t, 1.0 - 2.0 * (1.0 - t) * (1.0 - t));
      break;
    default: {
      const Val bias = s.NewArg(real, 0.1, 0.9, "bias");
      shaped = t / ((1.0 / bias - 2.0) * (1.0 - t) + 1.0);
      shaped = Known(shaped, 0.0, 1.0);
      break;
    }
  }
  const Val weight = s.Let(shaped, {"w", "weight", "eased", "blend"});
  const Val to = s.Draw(real, 1);
  const Val from = s.Let(s.Draw(real, 1), {"start", "a", "v0"});
  s.Output(s.rng().Chance(0.5) ? from + (to - from) * weight
                               : s.Call("lerp", {from, to, Known(weight, 0.0, 1.0)}));
}

}  // namespace

Motif EasingMotif() {
  return {.name = "easing", .family = Family::kScalarMath, .weight = 0.8, .draw = DrawEasing};
}

}  // namespace warploom::synth::motifs
