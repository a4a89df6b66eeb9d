#include <array>

#include "synth/kit/arrays.h"
#include "synth/motifs/arrays/lookup_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A loop over one row of a sparse matrix (CSR): for k in range(offsets[i], offsets[i + 1]).
void DrawCsrRow(Sketch& s) {
  const Type element = DrawElement(s, 0.2);
  const Val row = s.FlatThread();
  const int rows = s.thread_count();
  const int nnz = rows * s.rng().Choose(std::array{2, 4, 8});
  const int columns = s.rng().Chance(0.6) ? rows : s.rng().Choose(std::array{64, 128, 500, 1000});
  const int offsets = Sorted(s, lang::kInt, rows + 1, 0, nnz,
                             OneOf(s, {"row_offsets", "row_ptr", "offsets", "indptr"}));
  const int column =
      Indices(s, {nnz}, columns, OneOf(s, {"columns", "col_idx", "col_ids", "col_indices"}));
  const bool weighted = s.rng().Chance(0.75);
  const int values =
      weighted ? Input(s, s.real(), {nnz}, OneOf(s, {"values", "data", "weights", "coeffs"})) : -1;
  const int x = Input(s, element, {columns}, OneOf(s, {"x", "vec", "src", ""}));
  const Val start = s.Let(s.At(offsets, {row}), {"start", "begin", "row_start"});
  const Val end = s.Let(s.At(offsets, {row + 1}), {"end", "stop", "row_end"});
  const bool skip_diagonal = columns == rows && weighted && s.rng().Chance(0.35);
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "ax", "total"}));
  s.For({"k", "nz", "e", "p"}, start, end, 0, [&](Val k) {
    const bool named = skip_diagonal || s.rng().Chance(0.6);
    Val col = s.At(column, {k});
    col = named ? s.Let(col, {"col", "j", "c"}) : col;
    if (skip_diagonal) {
      s.If(col == row, [&] { s.Continue(); });
    }
    s.Update(sum, BinaryOp::kAdd, weighted ? s.At(x, {col}) * s.At(values, {k}) : s.At(x, {col}));
  });
  const Val total = Shown(sum);
  if (s.rng().Chance(0.35)) {
    const Val b = s.At(Input(s, element, {rows}, OneOf(s, {"b", "rhs"})), {row});
    if (skip_diagonal) {
      const Val diagonal =
          s.At(Input(s, s.real(), {rows}, OneOf(s, {"diag", "inv_diag"}), 0.1, 2.0), {row});
      return s.Output((b - total) * diagonal, {"x_new", "x_out", "y"});
    }
    return s.Output(b - total, {"residual", "r", "res"});
  }
  if (!weighted && s.rng().Chance(0.6)) {
    const Val degree = s.Call("max", {end - start, s.Int(1)});
    return s.Output(total / s.Convert(degree, s.real()), {"averaged", "mean_out", ""});
  }
  s.Output(Finished(s, total), {"y", "out", "result", "ax_out"});
}

}  // namespace

Motif CsrRowMotif() {
  return {.name = "csr-row", .family = Family::kArrays, .weight = 1.2, .draw = DrawCsrRow};
}

}  // namespace warploom::synth::motifs
