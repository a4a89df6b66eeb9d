#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/rows_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// row = m[i]; a norm, a mean, or a weighted sum over it.
void DrawRowView(Sketch& s) {
  const Type element = DrawElement(s, 0.25);
  const Rows rows = DrawRows(s, element, 0.85);
  const Val count = Columns(s, rows);
  const bool scalar = element.is_float();
  const lang::Type summed = scalar || s.rng().Chance(0.5) ? s.real() : element;
  Val sum = Accumulator(s, summed, OneOf(s, {"acc", "total", "sum", "s"}));
  const bool of_vecs = sum.type != element;
  const int weights = s.rng().Chance(0.4)
                          ? Input(s, s.real(), {rows.columns}, OneOf(s, {"weights", "w", "coeffs"}))
                          : -1;
  const bool squared = s.rng().Chance(0.5);
  s.For({"j", "k", "c"}, Val{}, count, 0, [&](Val j) {
    Val term = rows.at(j);
    if (of_vecs) {
      term = s.Call(squared ? "length_sq" : "length", {term});
    } else if (scalar && squared) {
      term = s.Let(term);
      term = term * term;
    }
    s.Update(sum, BinaryOp::kAdd, weights < 0 ? term : term * s.At(weights, {j}));
  });
  const Val total = Shown(sum);
  switch (s.rng().Below(scalar && squared && weights < 0 ? 3 : 2)) {
    case 0:
      return s.Output(Finished(s, total));
    case 1:
      return s.Output(total / AsNumber(s, count));
    default:
      return s.Output(s.Call("sqrt", {Known(total, 0.0, 1e6)}), {"", "norms", "row_norms"});
  }
}

}  // namespace

Motif RowViewMotif() {
  return {.name = "row-view", .family = Family::kArrays, .weight = 1.5, .draw = DrawRowView};
}

}  // namespace warploom::synth::motifs
