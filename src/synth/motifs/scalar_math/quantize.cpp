// Rounding to a grid or to levels, or wrapping into a period.
#include <array>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawQuantize(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const Val step =
      s.NewArg(real, 0.05, 1.0, OneOf(s, {"step_size", "cell", "spacing", "period", "scale"}));
  switch (s.rng().Below(5)) {
    case 0:
      return s.Output(s.Call(OneOf(s, {"round", "floor", "rint"}), {x / step}) * step);
    case 1: {
      const Val levels = s.rng().Chance(0.5)
                             ? s.Real(s.rng().Choose(std::array{15.0, 127.0, 255.0}))
                             : s.NewArg(real, 4.0, 64.0, "levels");
      const Val y = s.Let(s.Call("clamp", {x, s.Real(0.0), s.Real(1.0)}) * levels, "y");
      return s.Output(s.Call("floor", {y + 0.5}) / levels);
    }
    case 2: {
      const Val q =
          s.Let(s.Call("clamp", {s.Call("round", {x / step}), s.Real(-128.0), s.Real(127.0)}), "q");
      const Val back = s.Let(q * step, {"dequant", "back"});
      s.Output(back);
      return s.Output(x - back);
    }
    case 3: {
      const Val phase = s.Let(x / step - s.Call("floor", {x / step}), {"phase", "frac", "f"});
      return s.Output(s.rng().Chance(0.5) ? 1.0 - s.Call("abs", {2.0 * phase - 1.0})
                                          : 2.0 * phase - 1.0);
    }
    default: {
      const Val cell = s.Let(s.Call("floor", {x / step}), {"cell_id", "base"});
      const Val f = s.Let(x / step - cell, "f");
      return s.Output((1.0 - f) * cell + f * (cell + 1.0) * s.DrawNumber(real, 0.5, 2.0));
    }
  }
}

}  // namespace

Motif QuantizeMotif() {
  return {.name = "quantize", .family = Family::kScalarMath, .weight = 0.8, .draw = DrawQuantize};
}

}  // namespace warploom::synth::motifs
