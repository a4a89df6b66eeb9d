#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solves_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// An iteration with a matrix: powers, Jacobi or Gauss-Seidel sweeps, Newton's polar step.
void DrawMatrixIteration(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Choose(std::array{2, 3, 3, 4}));
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const int steps = static_cast<int>(s.rng().Choose(std::array{3, 4, 5, 8, 10, 16, 20, 32}));
  const Val bound =
      s.rng().Chance(0.3) ? s.SizeArg(steps, {"iterations", "num_iters"}) : s.Int(steps);
  const std::string_view it = OneOf(s, {"it", "k", "_"});
  switch (s.rng().Below(4)) {
    case 0: {
      const Val a = ReadSystem(s, mat);
      Val v = s.Mutable(s.rng().Chance(0.5)
                            ? s.Make(vec, {s.Real(1.0, real)})
                            : Read(s, vec, {"start_vectors", "guess"}, {"v_init", "g0"}),
                        {"v", "x", "u"});
      s.For(it, Val{}, bound, 0, [&](Val) { s.Set(v, s.Call("normalize", {Product(a, v)})); });
      Emit(s, s.Call("dot", {v, Product(a, v)}), {"eigenvalue", "rayleigh"});
      return s.rng().Chance(0.5) ? Emit(s, v, {"eigenvector", "direction"}) : void();
    }
    case 1: {
      const Val a = ReadSystem(s, mat);
      const Val b = Read(s, vec, {"rhs", "b_in", "residuals"}, {"b", "r"});
      Val x = s.Mutable(Zero(s, vec), {"x", "sol"});
      const Val omega = s.rng().Chance(0.5) ? Arg(s, real, {"omega", "relaxation"}, {0.1, 0.5})
                                            : s.DrawNumber(real, 0.05, 0.4);
      if (s.rng().Chance(0.5)) {
        s.For(it, Val{}, bound, 0,
              [&](Val) { s.Update(x, BinaryOp::kAdd, omega * (b - Product(a, x))); });
      } else {
        s.For(it, Val{}, bound, 0, [&](Val) {
          s.For("i", Val{}, s.Int(n), 0, [&](Val i) {
            Val sum = s.Mutable(b[i], {"sum", "acc", "sigma"});
            s.For("j", Val{}, s.Int(n), 0, [&](Val j) {
              s.If(j != i, [&] { s.Update(sum, BinaryOp::kSub, a.at(i, j) * x[j]); });
            });
            s.SetPart(x[i],
                      (1.0 - omega) * x[i] + omega * sum / (s.Call("abs", {a.at(i, i)}) + 0.1));
          });
        });
      }
      return Emit(s, x);
    }
    case 2: {
      const Val a = ReadMatrix(s, mat);
      Val y = s.Mutable(
          Named(s, Transposed(a), {"At", "a_t"}) * (1.0 / (s.Call("ddot", {a, a}) + 0.001)),
          {"Y", "X", "inv_a"});
      const Val eye = Eye(s, mat);
      s.For(it, Val{}, bound, 0, [&](Val) { s.Set(y, Product(y, 2.0 * eye - Product(a, y))); });
      return Emit(s, y, {"inverse_out", "A_inv"});
    }
    default: {
      Val r = s.Mutable(Plus({ReadMatrix(s, mat), s.DrawNumber(real, 3.0, 6.0) * Identity(s, mat)}),
                        {"R", "Q", "X"});
      s.For(it, Val{}, bound, 0, [&](Val) {
        const Val next = s.Let(0.5 * (r + Transposed(s.Call("inverse", {r}))), {"R_next", "avg"});
        if (s.rng().Chance(0.4)) {
          const Val change = Named(s, next - r, {"dR", "diff"});
          s.If(s.Call("ddot", {change, change}) <
                   s.Real(s.rng().Choose(std::array{1e-6, 1e-5, 1e-4}), real),
               [&] { s.Break(); });
        }
        s.Set(r, next);
      });
      return Emit(s, r, {"rotations_out", "polar_out"});
    }
  }
}

}  // namespace

Motif MatrixIterationMotif() {
  return {.name = "matrix-iteration",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawMatrixIteration};
}

}  // namespace warploom::synth::motifs
