// An activation function of a neural network, applied to w * x + b.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

Val Sigmoid(const Val& x) { return 1.0 / (1.0 + Exp(-x)); }

void DrawActivation(Sketch& s) {
  const Type real = s.real();
  Val x = s.ThreadElement(s.InputArray(real));
  if (s.rng().Chance(0.6)) {
    x = x * s.NewArg(real, 0.1, 2.0);
    x = s.rng().Chance(0.5) ? x + Another(s, OneOf(s, {"bias", "offsets", "b"}))
                            : x + s.NewArg(real, -1.0, 1.0, "bias");
  }
  x = s.Let(x, {"x", "z", "pre", "h"});
  switch (s.rng().Below(9)) {
    case 0:
      return s.Output(Sigmoid(x));
    case 1:
      return s.Output(x * Sigmoid(x * s.DrawNumber(real, 0.5, 2.0)));
    case 2: {
      const Val inner = s.Let(0.7978846 * (x + 0.044715 * x * x * x), {"inner", "u", "t"});
      return s.Output(0.5 * x * (1.0 + s.Call("tanh", {inner})));
    }
    case 3:
      return s.Output(0.5 * x * (1.0 + s.Call("erf", {x / s.Real(1.41421356)})));
    case 4: {
      const Val beta =
          s.rng().Chance(0.5) ? s.DrawNumber(real, 1.0, 4.0) : s.NewArg(real, 0.5, 4.0, "beta");
      return s.Output(s.Call("log", {1.0 + Exp(beta * x)}) / beta);
    }
    case 5: {
      const Val alpha = s.NewArg(real, 0.1, 1.5, "alpha");
      return s.Output(s.Select(x > 0.0, x, alpha * (Exp(x) - 1.0)));
    }
    case 6:
      return s.Output(s.Call("max", {x, s.DrawNumber(real, 0.01, 0.3) * x}));
    case 7: {
      const Val soft = s.Let(s.Call("log", {1.0 + Exp(x)}), {"softplus", "sp"});
      return s.Output(x * s.Call("tanh", {soft}));
    }
    default: {
      const Val gate =
          s.Call("clamp", {x * s.DrawNumber(real, 0.1, 0.3) + 0.5, s.Real(0.0), s.Real(1.0)});
      return s.Output(s.rng().Chance(0.5) ? x * gate : gate);
    }
  }
}

}  // namespace

Motif ActivationMotif() {
  return {
      .name = "activation", .family = Family::kScalarMath, .weight = 1.2, .draw = DrawActivation};
}

}  // namespace warploom::synth::motifs
