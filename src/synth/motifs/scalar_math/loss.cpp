// A loss, or a robust weight, of the difference between a prediction and its target.
#include <string_view>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawLoss(Sketch& s) {
  const Type real = s.real();
  const Val pred = s.ThreadElement(s.InputArray(real));
  const Val target =
      s.ThreadElement(s.NewArray({real,
                                  {},
                                  lang::Fill::kUniform,
                                  0.0,
                                  1.0,
                                  Access::kInput,
                                  OneOf(s, {"targets", "labels", "y_true", "observed"})}));
  const Val diff = s.Let(pred - target, {"diff", "err", "r", "residual"});
  const Val size = s.Call("abs", {diff});
  const auto scale = [&](std::string_view name) {
    return s.rng().Chance(0.7) ? s.NewArg(real, 0.2, 2.0, name) : s.DrawNumber(real, 0.2, 2.0);
  };
  switch (s.rng().Below(8)) {
    case 0: {
      const Val delta = s.Let(scale("delta"), "delta");
      const Val a = s.Let(size, {"a", "abs_err"});
      return s.Output(s.Select(a <= delta, 0.5 * diff * diff, delta * (a - 0.5 * delta)));
    }
    case 1: {
      const Val ratio = s.Let(diff / scale("delta"), "ratio");
      return s.Output(s.Call("sqrt", {1.0 + Square(ratio)}) - 1.0);
    }
    case 2: {
      const Val z = s.Let(diff * diff / s.NewArg(real, 0.2, 4.0, "sigma_sq"), "z");
      return s.Output(s.Call("log", {1.0 + Known(z, 0.0, 1e6)}));
    }
    case 3: {
      const Val c = s.NewArg(real, 0.5, 4.0, "c");
      const Val u = s.Let(diff / c, "u");
      const Val w = s.Let(s.Call("max", {1.0 - u * u, s.Real(0.0)}), "w");
      return s.Output(w * w * (s.rng().Chance(0.5) ? diff : s.Draw(real, 0)));
    }
    case 4: {
      const Val q = s.NewArg(real, 0.05, 0.95, OneOf(s, {"quantile", "tau", "q"}));
      return s.Output(s.Call("max", {q * diff, (q - 1.0) * diff}));
    }
    case 5:
      return s.Output(
          s.Call("max", {s.NewArg(real, 0.1, 1.0, "margin") - pred * target, s.Real(0.0)}));
    case 6: {
      const Val x = s.Let(pred, {"logit", "x"});
      return s.Output(s.Call("max", {x, s.Real(0.0)}) - x * target +
                      s.Call("log", {1.0 + Exp(-s.Call("abs", {x}))}));
    }
    default: {
      const Val p = s.Let(s.Call("clamp", {pred, s.Real(0.01), s.Real(0.99)}), "p");
      const Val loss = -(target * s.Call("log", {p}) + (1.0 - target) * s.Call("log", {1.0 - p}));
      return s.Output(s.rng().Chance(0.3) ? Pow(1.0 - p, s.DrawNumber(real, 1.0, 3.0)) * loss
                                          : loss);
    }
  }
}

}  // namespace

Motif LossMotif() {
  return {.name = "loss", .family = Family::kScalarMath, .weight = 1.2, .draw = DrawLoss};
}

}  // namespace warploom::synth::motifs
