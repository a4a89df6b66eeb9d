// Solves an upper triangular system of each thread by back substitution.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/loops/loop_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawBackSubstitution(Sketch& s) {
  const Type real = Precise(s);
  const int n = s.rng().Choose(std::array{3, 4, 4});
  const Type vec = lang::VecType(n, real.scalar);
  const Val upper = s.Let(s.ThreadElement(Input(s, lang::MatType(n, n, real.scalar), {},
                                                OneOf(s, {"R", "upper", "U"}))),
                          {"r", "u", "a"});
  const Val rhs =
      s.Let(s.ThreadElement(Input(s, vec, {}, OneOf(s, {"rhs", "b_vecs", "targets"}))), "b");
  Val x = s.Mutable(s.Make(vec, {}), {"x", "sol", "y"});
  s.Hide(x);
  const bool damped = s.rng().Chance(0.4);
  const Val damping = damped ? s.NewArg(real, 0.1, 1.0, OneOf(s, {"damping", "eps"})) : Val{};
  ForBackward(s, "row", s.Int(n), [&](Val row) {
    Val sum = s.Mutable(rhs[row], {"sum", "acc", "r_i"});
    s.Hide(sum);
    s.For("col", row + 1.0, s.Int(n), 0, [&](Val col) {
      s.Update(sum, BinaryOp::kSub, upper.at(row, Known(col, 0, n - 1)) * x[Known(col, 0, n - 1)]);
    });
    const Val diagonal = upper.at(row, row);
    s.SetPart(x[row], sum / (damped ? s.Call("abs", {diagonal}) + damping : diagonal));
  });
  s.Hide(x, false);
  if (s.rng().Chance(0.5)) {
    return s.Output(x);
  }
  s.Output(s.Call("dot", {x, rhs}) * s.Draw(real, 0));
}

}  // namespace

Motif BackSubstitutionMotif() {
  return {.name = "back-substitution",
          .family = Family::kLoops,
          .weight = 0.15,
          .draw = DrawBackSubstitution};
}

}  // namespace warploom::synth::motifs
