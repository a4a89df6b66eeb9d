#include "synth/kit/arrays.h"
#include "synth/motifs/arrays/rows_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The maximum or minimum of a row and its index.
void DrawArgBest(Sketch& s) {
  const Type real = s.real();
  const Rows rows = DrawRows(s, real, 0.5);
  const bool largest = s.rng().Chance(0.6);
  Val best = s.Mutable(rows.at(s.Int(0)), largest ? OneOf(s, {"best", "max_val", "top"})
                                                  : OneOf(s, {"best", "min_val", "lowest"}));
  Val where = s.Mutable(s.Int(0), {"best_idx", "arg", "best_j", "winner"},
                        Between(0.0, rows.columns - 1.0));
  s.Hide(best);
  s.Hide(where);
  s.For({"j", "k", "c"}, s.Int(1), Columns(s, rows), 0, [&](Val j) {
    const Val v = s.Let(rows.at(j), {"v", "val", "score", ""});
    s.If(largest ? v > best : v < best, [&] {
      s.Set(best, v);
      s.Set(where, j);
    });
  });
  Shown(best);
  Shown(where);
  s.Output(where, {"labels_out", "argmax_out", "winners", "best_index"});
  if (s.rng().Chance(0.5)) {
    s.Output(best);
  }
}

}  // namespace

Motif ArgBestMotif() {
  return {.name = "arg-best", .family = Family::kArrays, .weight = 1.0, .draw = DrawArgBest};
}

}  // namespace warploom::synth::motifs
