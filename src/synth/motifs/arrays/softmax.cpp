#include <array>

#include "synth/kit/arrays.h"
#include "synth/motifs/arrays/rows_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// Softmax over a row: exp(x - max) / sum.
void DrawSoftmax(Sketch& s) {
  const Type real = s.real();
  const Rows rows = DrawRows(s, real, 0.3);
  const int out = OutputArray(s, real, {s.thread_count(), rows.columns},
                              OneOf(s, {"probs", "out", "attn", "softmax_out"}));
  const Val count = Columns(s, rows);
  const Val scale = s.rng().Chance(0.4)
                        ? s.NewArg(real, 0.1, 2.0, OneOf(s, {"temperature", "tau", "scale"}))
                        : Val{};
  const auto logit = [&](const Val& j) {
    return scale.is_valid() ? rows.at(j) / scale : rows.at(j);
  };
  Val top = s.Mutable(logit(s.Int(0)), {"max_val", "m", "row_max"});
  s.Hide(top);
  s.For("j", s.Int(1), count, 0, [&](Val j) { s.Set(top, s.Call("max", {top, logit(j)})); });
  Val sum = Accumulator(s, real, OneOf(s, {"denom", "sum_exp", "z"}));
  const auto exponential = [&](const Val& j) {
    return Known(s.Call("exp", {Known(logit(j) - top, -8.0, 0.0)}), 0.0, 1.0);
  };
  const bool stored = s.rng().Chance(0.5);
  s.For("j", Val{}, count, 0, [&](Val j) {
    const Val e = stored ? s.Let(exponential(j), "e") : exponential(j);
    if (stored) {
      s.StoreAt(out, std::array{rows.row, j}, e);
    }
    s.Update(sum, BinaryOp::kAdd, e);
  });
  const Val total = Known(sum, 1.0, rows.columns);
  s.For("j", Val{}, count, 0, [&](Val j) {
    const Val e = stored ? s.At(out, {rows.row, j}) : exponential(j);
    s.StoreAt(out, std::array{rows.row, j}, e / total);
  });
}

}  // namespace

Motif SoftmaxMotif() {
  return {.name = "softmax", .family = Family::kArrays, .weight = 0.7, .draw = DrawSoftmax};
}

}  // namespace warploom::synth::motifs
