// A smoothing kernel or a potential of a distance r with a length scale h.
#include <array>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawRadial(Sketch& s) {
  const Type real = s.real();
  const ArraySpec spec{real,
                       {},
                       lang::Fill::kUniform,
                       0.1,
                       3.0,
                       Access::kInput,
                       OneOf(s, {"distances", "radii", "r_in", "dist"})};
  const Val r = s.Let(s.ThreadElement(s.NewArray(spec)), {"r", "d", "dist"});
  const Val h = s.NewArg(real, 0.5, 2.0, OneOf(s, {"h", "sigma", "radius", "r0", "support"}));
  const Val q = s.Let(r / h, {"q", "ratio", "x"});
  const Val amplitude =
      s.rng().Chance(0.5) ? s.NewArg(real, 0.1, 4.0) : s.DrawNumber(real, 0.1, 8.0);
  switch (s.rng().Below(8)) {
    case 0: {
      const Val t = s.Let(s.Call("max", {1.0 - q * q, s.Real(0.0)}), {"t", "w", "diff"});
      return s.Output(amplitude * t * t * t);
    }
    case 1: {
      const Val t = s.Let(s.Call("max", {1.0 - q, s.Real(0.0)}), "t");
      return s.Output(amplitude * Pow(t + Epsilon(s), s.Real(4.0)) * (4.0 * q + 1.0));
    }
    case 2: {
      Val w = s.Let(s.Real(0.0), {"w", "weight"});
      const std::array conditions = {q < 1.0, q < 2.0};
      s.IfChain(
          conditions,
          [&](int branch) {
            const Val two = 2.0 - q;
            s.Set(w, branch == 0 ? 1.0 - 1.5 * q * q + 0.75 * q * q * q : 0.25 * two * two * two);
          },
          false);
      return s.Output(amplitude * w);
    }
    case 3:
      return s.Output(amplitude * Exp(-0.5 * Square(q)));
    case 4: {
      const Val s6 = s.Let(Pow(1.0 / Known(q, 0.5, 6.0), s.Real(6.0)), {"s6", "inv_r6", "sr6"});
      const Val attract = s.rng().Chance(0.5) ? s6 : s.DrawNumber(real, 0.5, 2.0) * s6;
      return s.Output(4.0 * amplitude * (s6 * s6 - attract));
    }
    case 5: {
      const Val e = s.Let(1.0 - Exp(-s.DrawNumber(real, 0.5, 3.0) * (r - h)), "e");
      return s.Output(amplitude * e * e);
    }
    case 6:
      return s.Output(amplitude * Exp(-q) / Known(r, 0.1, 3.0));
    default: {
      const Val falloff = s.Call("smoothstep", {h, 0.5 * h, r});
      return s.Output(amplitude * falloff / (r * r + Epsilon(s)));
    }
  }
}

}  // namespace

Motif RadialMotif() {
  return {.name = "radial", .family = Family::kScalarMath, .weight = 1.2, .draw = DrawRadial};
}

}  // namespace warploom::synth::motifs
