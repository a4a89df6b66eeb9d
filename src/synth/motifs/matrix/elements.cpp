#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A matrix gone through element by element: norms, sums, symmetric parts, products by hand.
void DrawElements(Sketch& s) {
  const Type real = s.real();
  const int n = static_cast<int>(s.rng().Between(2, 4));
  const Type mat = s.mat(n);
  const Type vec = s.vec(n);
  const Val a = Read(s, mat, {"mats", "A_in", "jacobians", "blocks"}, {"A", "M", "J"});
  const std::string_view i_name = OneOf(s, {"i", "r", "row"});
  const std::string_view j_name = i_name == "i" ? "j" : i_name == "r" ? "c" : "col";
  switch (s.rng().Below(5)) {
    case 0: {
      Val total = s.Mutable(s.Real(0.0), {"total", "norm_sq", "acc"});
      s.Hide(total);
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        s.For(j_name, Val{}, s.Int(n), 0, [&](Val j) {
          if (s.rng().Chance(0.3)) {
            s.If(i != j, [&] { s.Update(total, BinaryOp::kAdd, s.Call("abs", {a.at(i, j)})); });
          } else {
            s.Update(total, BinaryOp::kAdd,
                     a.at(i, j) * (s.rng().Chance(0.6) ? a.at(i, j) : s.Draw(real, 1)));
          }
        });
      });
      s.Hide(total, false);
      return Emit(s, s.rng().Chance(0.5) ? total : s.Call("sqrt", {total}));
    }
    case 1: {
      const Val x = Read(s, vec, {"x_in", "vectors", "features"}, {"x", "v"});
      Val y = s.Mutable(
          s.rng().Chance(0.5) ? Zero(s, vec) : Read(s, vec, {"bias", "y_in"}, {"b", "y0"}),
          {"y", "out", "res"});
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        s.For(j_name, Val{}, s.Int(n), 0,
              [&](Val j) { s.SetPart(y[i], y[i] + a.at(i, j) * x[j]); });
      });
      return Emit(s, y);
    }
    case 2: {
      Val most = s.Mutable(s.Real(0.0), {"best", "row_max", "inf_norm"});
      s.Hide(most);
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        Val sum = s.Mutable(s.Real(0.0), {"row_sum", "sum"});
        s.For(j_name, Val{}, s.Int(n), 0,
              [&](Val j) { s.Update(sum, BinaryOp::kAdd, s.Call("abs", {a.at(i, j)})); });
        s.Set(most, s.Call("max", {most, sum}));
      });
      s.Hide(most, false);
      return Emit(s, most);
    }
    case 3: {
      Val b = s.Mutable(a, {"B", "scaled", "out"});
      const Val scale = s.rng().Chance(0.5)
                            ? Read(s, vec, {"row_scales", "scales_vec"}, {"sc", "d"}, kPositiveFill)
                            : Arg(s, vec, {"row_weights", "weights_vec"}, kPositiveFill);
      s.For(i_name, Val{}, s.Int(n), 0, [&](Val i) {
        s.For(j_name, Val{}, s.Int(n), 0, [&](Val j) {
          s.SetPart(b.at(i, j),
                    s.rng().Chance(0.5) ? a.at(i, j) * scale[i] : a.at(i, j) * scale[i] * scale[j]);
        });
      });
      return Emit(s, b);
    }
    default: {
      const Val b = Read(s, mat, {"B_in", "others", "targets"}, {"B", "T"});
      const Val c = Named(s, s.rng().Chance(0.5) ? Minus({Product(a, b), Product(b, a)}) : a - b,
                          {"C", "D", "diff"});
      if (s.rng().Chance(0.5)) {
        return Emit(s, s.Call("ddot", {c, c}) * s.Draw(real, 0));
      }
      return Emit(s, 0.5 * (c + (s.rng().Chance(0.5) ? Transposed(c) : -Transposed(c))));
    }
  }
}

}  // namespace

Motif ElementsMotif() {
  return {.name = "elements", .family = Family::kMatrix, .weight = 1.0, .draw = DrawElements};
}

}  // namespace warploom::synth::motifs
