#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/rows_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// (x - mean) / sqrt(var + eps) over a row, with or without gain and bias.
void DrawLayerNorm(Sketch& s) {
  const Type real = s.real();
  const Rows rows = DrawRows(s, real, 0.3);
  const Val count = Columns(s, rows);
  const Val n = AsNumber(s, count);
  Val sum = Accumulator(s, real, OneOf(s, {"sum", "total", "acc"}));
  s.For("j", Val{}, count, 0, [&](Val j) { s.Update(sum, BinaryOp::kAdd, rows.at(j)); });
  const Val mean = s.Let(sum / n, {"mean", "mu", "avg"});
  Val squares = Accumulator(s, real, OneOf(s, {"sq_sum", "m2", "var_sum"}));
  s.For("j", Val{}, count, 0, [&](Val j) {
    const Val d = s.Let(rows.at(j) - mean, {"d", "diff", "centered"});
    s.Update(squares, BinaryOp::kAdd, d * d);
  });
  const Val variance = Known(squares / n, 0.0, 100.0);
  const Val deviation = s.Call("sqrt", {variance + Epsilon(s)});
  if (s.rng().Chance(0.25)) {
    return s.Output(s.rng().Chance(0.5) ? deviation : s.Call("abs", {mean}) / deviation);
  }
  const Val inverse = s.Let(1.0 / Known(deviation, 1e-3, 10.0), {"inv_std", "rstd", "scale"});
  const bool affine = s.rng().Chance(0.5);
  const int gain =
      affine ? Input(s, real, {rows.columns}, OneOf(s, {"gamma", "weight", "gain"})) : -1;
  const int bias = affine && s.rng().Chance(0.7)
                       ? Input(s, real, {rows.columns}, OneOf(s, {"beta", "bias", "shift"}))
                       : -1;
  const int out =
      OutputArray(s, real, {s.thread_count(), rows.columns}, OneOf(s, {"normalized", "out", "y"}));
  s.For("j", Val{}, count, 0, [&](Val j) {
    Val y = (rows.at(j) - mean) * inverse;
    y = gain < 0 ? y : y * s.At(gain, {j});
    s.StoreAt(out, std::array{rows.row, j}, bias < 0 ? y : y + s.At(bias, {j}));
  });
}

}  // namespace

Motif LayerNormMotif() {
  return {.name = "layer-norm", .family = Family::kArrays, .weight = 0.7, .draw = DrawLayerNorm};
}

}  // namespace warploom::synth::motifs
