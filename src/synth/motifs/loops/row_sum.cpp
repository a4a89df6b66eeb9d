// The weighted sum of a row: acc += weight * row[k], over a constant or run-time number of terms.
#include <array>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;

void DrawRowSum(Sketch& s) {
  const lang::Type real = s.real();
  const int terms = static_cast<int>(s.rng().Choose(std::array{4, 8, 16, 24, 32, 64, 128}));
  ArraySpec spec;
  spec.element = real;
  spec.shape = {s.dims()[0], terms};
  const int rows = s.NewArray(spec);
  Val total = s.Mutable(s.Real(0.0), s.rng().Chance(0.5) ? "total" : "acc");
  const Val bound = s.rng().Chance(0.5) ? s.SizeOf(rows, 1) : s.Int(terms);
  s.Hide(total);
  s.For(s.rng().Chance(0.5) ? "k" : "j", Val{}, bound, 0, [&](Val k) {
    const Val term = s.Let(s.At(rows, {s.Thread(0), k}));
    if (s.rng().Chance(0.3)) {
      s.If(s.DrawCondition(1), [&] { s.Continue(); });
    }
    s.Update(total, BinaryOp::kAdd, s.rng().Chance(0.4) ? term : s.Draw(real, 1) * term);
  });
  s.Hide(total, false);
  s.Output(total);
}

}  // namespace

Motif RowSumMotif() {
  return {.name = "row-sum", .family = Family::kLoops, .weight = 2.0, .draw = DrawRowSum};
}

}  // namespace warploom::synth::motifs
