// A short series or a rational approximation.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawSeries(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  switch (s.rng().Below(4)) {
    case 0: {
      const Val x2 = s.Let(x * x, {"x2", "xx"});
      return s.Output(x * (1.0 - x2 / 6.0 *
                                     (1.0 - x2 / 20.0 *
                                                (s.rng().Chance(0.5) ? s.Real(1.0) - x2 / 42.0
                                                                     : s.Real(1.0)))));
    }
    case 1: {
      const Val x2 = s.Let(Square(x), "x2");
      return s.Output(x * (27.0 + x2) / (27.0 + 9.0 * x2));
    }
    case 2: {
      const Val t = s.Let(s.Call("clamp", {x, s.Real(-1.0), s.Real(1.0)}), "t");
      return s.Output(0.7853982 * t -
                      t * (s.Call("abs", {t}) - 1.0) * (0.2447 + 0.0663 * s.Call("abs", {t})));
    }
    default: {
      Val term = s.Mutable(s.Real(1.0), {"term", "p"});
      Val sum = s.Mutable(s.Real(1.0), {"total", "series", "acc"});
      s.Hide(term);
      s.Hide(sum);
      s.For({"n", "k", "i"}, s.Int(1), s.Int(s.rng().Integer(4, 20)), 0, [&](Val n) {
        const Val factor = x / s.Convert(n, real);
        s.Update(term, BinaryOp::kMul, s.rng().Chance(0.3) ? -factor : factor);
        s.Update(sum, BinaryOp::kAdd, term);
      });
      s.Hide(sum, false);
      return s.Output(sum);
    }
  }
}

}  // namespace

Motif SeriesMotif() {
  return {.name = "series", .family = Family::kScalarMath, .weight = 0.8, .draw = DrawSeries};
}

}  // namespace warploom::synth::motifs
