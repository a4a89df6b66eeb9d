// A matrix processed element by element: a norm, a product or a scaling in loops, or the symmetric
// or antisymmetric part of a difference or commutator.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// The matrix and the names of its row and column indices.
struct ElementLoop {
  Val a;
  Type real, vec;
  int n;
  std::string_view row, column;

  template <typename Body>
  void ForRows(Sketch& s, const Body& body) const {
    s.For(row, Val{}, s.Int(n), 0, body);
  }
  template <typename Body>
  void ForColumns(Sketch& s, const Body& body) const {
    s.For(column, Val{}, s.Int(n), 0, body);
  }
  template <typename Body>
  void ForAll(Sketch& s, const Body& body) const {
    ForRows(s, [&](Val i) { ForColumns(s, [&](Val j) { body(i, j); }); });
  }
};

// The Frobenius norm or its square, or the sum of the off-diagonal elements' magnitudes.
void DrawElementNorm(Sketch& s, const ElementLoop& m) {
  Val total = s.Mutable(s.Real(0.0), {"total", "norm_sq", "acc"});
  s.Hide(total);
  m.ForAll(s, [&](const Val& i, const Val& j) {
    if (s.rng().Chance(0.3)) {
      s.If(i != j, [&] { s.Update(total, BinaryOp::kAdd, s.Call("abs", {m.a.at(i, j)})); });
    } else {
      s.Update(total, BinaryOp::kAdd,
               m.a.at(i, j) * (s.rng().Chance(0.6) ? m.a.at(i, j) : s.Draw(m.real, 1)));
    }
  });
  s.Hide(total, false);
  Emit(s, s.rng().Chance(0.5) ? total : s.Call("sqrt", {total}));
}

// y += A x
void DrawElementProduct(Sketch& s, const ElementLoop& m) {
  const Val x = Read(s, m.vec, {"x_in", "vectors", "features"}, {"x", "v"});
  Val y = s.Mutable(
      s.rng().Chance(0.5) ? Zero(s, m.vec) : Read(s, m.vec, {"bias", "y_in"}, {"b", "y0"}),
      {"y", "out", "res"});
  m.ForAll(s, [&](const Val& i, const Val& j) { s.SetPart(y[i], y[i] + m.a.at(i, j) * x[j]); });
  Emit(s, y);
}

// The infinity norm: the greatest sum of a row's magnitudes.
void DrawRowNorm(Sketch& s, const ElementLoop& m) {
  Val most = s.Mutable(s.Real(0.0), {"best", "row_max", "inf_norm"});
  s.Hide(most);
  m.ForRows(s, [&](const Val& i) {
    Val sum = s.Mutable(s.Real(0.0), {"row_sum", "sum"});
    m.ForColumns(
        s, [&](const Val& j) { s.Update(sum, BinaryOp::kAdd, s.Call("abs", {m.a.at(i, j)})); });
    s.Set(most, s.Call("max", {most, sum}));
  });
  s.Hide(most, false);
  Emit(s, most);
}

// diag(d) A, or diag(d) A diag(d)
void DrawElementScaling(Sketch& s, const ElementLoop& m) {
  Val b = s.Mutable(m.a, {"B", "scaled", "out"});
  const Val scale = s.rng().Chance(0.5)
                        ? Read(s, m.vec, {"row_scales", "scales_vec"}, {"sc", "d"}, kPositiveFill)
                        : Arg(s, m.vec, {"row_weights", "weights_vec"}, kPositiveFill);
  m.ForAll(s, [&](const Val& i, const Val& j) {
    s.SetPart(b.at(i, j),
              s.rng().Chance(0.5) ? m.a.at(i, j) * scale[i] : m.a.at(i, j) * scale[i] * scale[j]);
  });
  Emit(s, b);
}

void DrawMatrixDifference(Sketch& s, const ElementLoop& m) {
  const Val b = Read(s, m.a.type, {"B_in", "others", "targets"}, {"B", "T"});
  const Val c = Named(s, s.rng().Chance(0.5) ? Minus({Product(m.a, b), Product(b, m.a)}) : m.a - b,
                      {"C", "D", "diff"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, s.Call("ddot", {c, c}) * s.Draw(m.real, 0));
  }
  Emit(s, 0.5 * (c + (s.rng().Chance(0.5) ? Transposed(c) : -Transposed(c))));
}

void DrawElements(Sketch& s) {
  ElementLoop m;
  m.real = s.real();
  m.n = static_cast<int>(s.rng().Integer(2, 4));
  m.vec = s.vec(m.n);
  m.a = Read(s, s.mat(m.n), {"mats", "A_in", "jacobians", "blocks"}, {"A", "M", "J"});
  m.row = OneOf(s, {"i", "r", "row"});
  m.column = m.row == "i" ? "j" : m.row == "r" ? "c" : "col";
  static constexpr std::array kKinds = {DrawElementNorm, DrawElementProduct, DrawRowNorm,
                                        DrawElementScaling, DrawMatrixDifference};
  s.rng().Choose(kKinds)(s, m);
}

}  // namespace

Motif ElementsMotif() {
  return {.name = "elements", .family = Family::kMatrix, .weight = 1.0, .draw = DrawElements};
}

}  // namespace warploom::synth::motifs
