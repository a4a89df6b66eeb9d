// The radical inverse of the thread index: van der Corput and Halton points.
#include <array>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

void DrawRadicalInverse(Sketch& s) {
  const Type real = s.real();
  const bool given = s.rng().Chance(0.5);
  const int base = s.rng().Choose(std::array{2, 3, 5, 7});
  const Val b = given ? s.SizeArg(base, {"base", "radix"}) : s.Int(base);
  const Val offset = s.NewArg(kInt, 0.0, 1000.0, OneOf(s, {"offset", "start", "skip"}));
  Val n = s.Mutable(s.Thread(0) + (s.rng().Chance(0.5) ? offset : offset + 1.0), {"n", "index"},
                    Between(0, 10000));
  const Val b_real = given ? s.Convert(b, real) : s.Real(base);
  const Val inverse = given ? s.Let(1.0 / b_real, "inv_base") : 1.0 / b_real;
  const bool divides = !given || s.rng().Chance(0.5);
  const Val amplitude = s.Draw(real, 0);
  Val fraction = s.Mutable(inverse, {"f", "fraction", "scale"});
  Val result = s.Mutable(s.Real(0.0), {"r", "radical", "u"});
  for (const Val& v : {n, fraction, result}) {
    s.Hide(v);
  }
  s.While(n > 0.0, [&] {
    s.Update(result, BinaryOp::kAdd, fraction * s.Convert(n % b, real));
    s.Set(n, FloorDiv(n, b));
    s.Set(fraction, divides ? fraction / b_real : fraction * inverse);
  });
  s.Hide(result, false);
  s.Output(s.rng().Chance(0.5) ? result : amplitude * (2.0 * result - 1.0));
}

}  // namespace

Motif RadicalInverseMotif() {
  return {.name = "radical-inverse",
          .family = Family::kInteger,
          .weight = 0.6,
          .draw = DrawRadicalInverse};
}

}  // namespace warploom::synth::motifs
