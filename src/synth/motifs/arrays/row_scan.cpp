#include <array>

#include "synth/kit/arrays.h"
#include "synth/motifs/arrays/rows_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A running sum, product or maximum along the thread's row.
void DrawRowScan(Sketch& s) {
  const Type element = s.rng().Chance(0.25) ? lang::kInt : s.real();
  const int columns = DrawColumns(s);
  const Val row = s.FlatThread();
  const int in =
      Input(s, element, {s.thread_count(), columns}, OneOf(s, {"", "counts", "increments", "x"}),
            element.is_int() ? 0.0 : -1.0, element.is_int() ? 9.0 : 1.0);
  const int out = OutputArray(s, element, {s.thread_count(), columns},
                              OneOf(s, {"scan", "cumsum", "prefix", "running", ""}));
  const bool exclusive = s.rng().Chance(0.35);
  const bool is_max = !exclusive && element.is_float() && s.rng().Chance(0.25);
  const Val zero = element.is_int() ? s.Int(0) : s.Real(0.0);
  Val run =
      s.Mutable(is_max ? s.At(in, {row, s.Int(0)}) : zero, {"running", "acc", "total", "carry"},
                element.is_int() ? Between(0.0, 10000.0) : Unknown(element));
  s.Hide(run);
  const Val decay = s.rng().Chance(0.3) && element.is_float()
                        ? s.NewArg(element, 0.5, 0.99, OneOf(s, {"decay", "gamma", "alpha"}))
                        : Val{};
  s.For({"j", "k", "t"}, Val{}, Extent(s, in, 1, ColumnsName(s)), 0, [&](Val j) {
    const Val x = s.At(in, {row, j});
    if (exclusive) {
      s.StoreAt(out, std::array{row, j}, run);
    }
    if (is_max) {
      s.Set(run, s.Call("max", {run, x}));
    } else if (decay.is_valid()) {
      s.Set(run, run * decay + x);
    } else {
      s.Update(run, BinaryOp::kAdd, x);
    }
    if (!exclusive) {
      s.StoreAt(out, std::array{row, j}, run);
    }
  });
  Shown(run);
  if (s.rng().Chance(0.3)) {
    s.Output(run, {"totals", "row_sums", "last"});
  }
}

}  // namespace

Motif RowScanMotif() {
  return {.name = "row-scan", .family = Family::kArrays, .weight = 1.0, .draw = DrawRowScan};
}

}  // namespace warploom::synth::motifs
