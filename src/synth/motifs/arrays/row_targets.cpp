// Views of rows as targets of atomics, stores and updates: r = o[i]; wp.atomic_max(r, 0, x).
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawRowTargets(Sketch& s) {
  const int rows = s.rng().Choose(std::array{1, 4, 8, 16});
  const int columns = s.rng().Choose(std::array{2, 3, 4, 6});
  const Type real = Precise(s);
  const int totals = Totals(s, real, {rows, columns}, OneOf(s, {"o", "totals", "grid", "acc"}));
  const Val thread = s.FlatThread();
  const Val row = s.Let(rows == 1 ? thread * s.Int(0) : thread % rows, {"row", "bin", "g"});
  const Val x = s.Convert(Source(s), real);
  // Sums and extremes have columns of their own, so that the order of threads does not matter.
  const int64_t summed = s.rng().Integer(0, columns - 1);
  const int64_t other = (summed + s.rng().Integer(1, columns - 1)) % columns;
  const Val view = s.ArrayRef(s.View(totals, std::array{row}, ""));
  s.Do(s.Call(OneOf(s, {"atomic_add", "atomic_sub"}), {view, s.Int(summed), x}));
  const int named = s.View(totals, std::array{row}, OneOf(s, {"r", "line", "out_row"}));
  s.Do(s.Call(OneOf(s, {"atomic_max", "atomic_min", "atomic_add"}),
              {s.ArrayRef(named), s.Int(other), x * 0.5}));
  if (s.rng().Chance(0.6)) {
    const BinaryOp op = s.rng().Chance(0.7) ? BinaryOp::kAdd : BinaryOp::kSub;
    s.UpdatePart(s.At(named, {s.Int(summed)}), op, x);
  }
}

}  // namespace

Motif RowTargetsMotif() {
  return {.name = "row-targets", .family = Family::kArrays, .weight = 0.8, .draw = DrawRowTargets};
}

}  // namespace warploom::synth::motifs
