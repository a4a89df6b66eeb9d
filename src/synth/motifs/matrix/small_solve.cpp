// A x = b for a 2x2 to 4x4 matrix: regularized, or only if the determinant is not too small, by the
// inverse or Cramer's rule.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solves_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawSmallSolve(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Choose(std::array{2, 3, 3, 4}));
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val b = s.rng().Chance(0.6)
                    ? Read(s, vec, {"rhs", "residuals", "gradients"}, {"b", "r", "g"})
                    : Named(s, s.Draw(vec, 2), {"b", "rhs_i"});
  if (s.rng().Chance(0.35)) {
    const Val a = ReadSystem(s, mat);
    const Val x = Named(s, Product(s.Call("inverse", {a}), b), {"x", "dx", "step"});
    if (s.rng().Chance(0.3)) {
      Emit(s, s.Call("length", {Product(a, x) - b}), {"residual_norm", "errors"});
    }
    return Emit(s, s.rng().Chance(0.6) ? x : -x);
  }
  const Val a = ReadMatrix(s, mat);
  const Val det =
      Named(s,
            n == 2 && s.rng().Chance(0.5) ? a.at(0, 0) * a.at(1, 1) - a.at(0, 1) * a.at(1, 0)
                                          : s.Call("determinant", {a}),
            {"det", "d", "detA"});
  Val x = s.Let(Zero(s, vec), {"x", "sol", "solution"});
  s.If(s.Call("abs", {det}) > s.Real(s.rng().Choose(std::array{1e-6, 1e-4, 1e-3, 1e-8}), real),
       [&] {
         const Val safe = Known(det, 1e-8, 1e3);
         if (n == 2) {
           const Val inv = s.Let(1.0 / safe, "inv_det");
           return s.Set(x, s.Make(vec, {(b.x() * a.at(1, 1) - b.y() * a.at(0, 1)) * inv,
                                        (a.at(0, 0) * b.y() - a.at(1, 0) * b.x()) * inv}));
         }
         if (n == 3 && s.rng().Chance(0.4)) {
           const Val c0 = s.Let(Column(a, 0), "c0");
           const Val c1 = s.Let(Column(a, 1), "c1");
           const Val c2 = s.Let(Column(a, 2), "c2");
           return s.Set(x, s.Make(vec, {s.Call("dot", {b, s.Call("cross", {c1, c2})}),
                                        s.Call("dot", {c0, s.Call("cross", {b, c2})}),
                                        s.Call("dot", {c0, s.Call("cross", {c1, b})})}) /
                               safe);
         }
         s.Set(x, Product(s.Call("inverse", {a}), b));
       });
  Emit(s, x);
}

}  // namespace

Motif SmallSolveMotif() {
  return {.name = "small-solve", .family = Family::kMatrix, .weight = 1.0, .draw = DrawSmallSolve};
}

}  // namespace warploom::synth::motifs
