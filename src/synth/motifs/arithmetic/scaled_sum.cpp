// out[i] = a * x[i] + y[i], with an expression for each term.
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawScaledSum(Sketch& s) {
  const lang::Type real = s.real();
  const Val scale = s.rng().Chance(0.7) ? s.NewArg(real, 0.1, 2.0) : s.Draw(real, 1);
  const Val x = s.ThreadElement(s.InputArray(real));
  const Val rest = s.Draw(real, s.DrawDepth());
  s.Output(scale * x + rest);
}

}  // namespace

Motif ScaledSumMotif() {
  return {
      .name = "scaled-sum", .family = Family::kArithmetic, .weight = 2.0, .draw = DrawScaledSum};
}

}  // namespace warploom::synth::motifs
