// An iteration with a small matrix: the power method, Richardson or Gauss-Seidel sweeps for
// A x = b, Newton's iteration for the inverse or for the polar decomposition.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solves_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// The size of the problem and the loop of its iteration.
struct MatrixLoop {
  Type real, mat, vec;
  int n;
  Val bound;
  std::string_view counter;

  template <typename Body>
  void Repeat(Sketch& s, const Body& body) const {
    s.For(counter, Val{}, bound, 0, [&](const Val&) { body(); });
  }
};

MatrixLoop DrawLoop(Sketch& s) {
  MatrixLoop loop;
  loop.real = Precise(s);
  loop.n = static_cast<int>(s.rng().Choose(std::array{2, 3, 3, 4}));
  loop.mat = lang::MatType(loop.n, loop.n, loop.real.scalar);
  loop.vec = lang::VecType(loop.n, loop.real.scalar);
  const int steps = static_cast<int>(s.rng().Choose(std::array{3, 4, 5, 8, 10, 16, 20, 32}));
  loop.bound = SizeOrLiteral(s, steps, {"iterations", "num_iters"}, 0.3);
  loop.counter = OneOf(s, {"it", "k", "_"});
  return loop;
}

void DrawPowerMethod(Sketch& s, const MatrixLoop& loop) {
  const Val a = ReadSystem(s, loop.mat);
  Val v = s.Mutable(s.rng().Chance(0.5)
                        ? s.Make(loop.vec, {s.Real(1.0, loop.real)})
                        : Read(s, loop.vec, {"start_vectors", "guess"}, {"v_init", "g0"}),
                    {"v", "x", "u"});
  loop.Repeat(s, [&] { s.Set(v, s.Call("normalize", {Product(a, v)})); });
  Emit(s, s.Call("dot", {v, Product(a, v)}), {"eigenvalue", "rayleigh"});
  if (s.rng().Chance(0.5)) {
    Emit(s, v, {"eigenvector", "direction"});
  }
}

// One sweep over the rows: each uses the components that are new already.
void GaussSeidelSweep(Sketch& s, const MatrixLoop& loop, const Val& a, const Val& b, const Val& x,
                      const Val& omega) {
  s.For("i", Val{}, s.Int(loop.n), 0, [&](Val i) {
    Val sum = s.Mutable(b[i], {"sum", "acc", "sigma"});
    s.For("j", Val{}, s.Int(loop.n), 0,
          [&](Val j) { s.If(j != i, [&] { s.Update(sum, BinaryOp::kSub, a.at(i, j) * x[j]); }); });
    s.SetPart(x[i], (1.0 - omega) * x[i] + omega * sum / (s.Call("abs", {a.at(i, i)}) + 0.1));
  });
}

void DrawRelaxation(Sketch& s, const MatrixLoop& loop) {
  const Val a = ReadSystem(s, loop.mat);
  const Val b = Read(s, loop.vec, {"rhs", "b_in", "residuals"}, {"b", "r"});
  Val x = s.Mutable(Zero(s, loop.vec), {"x", "sol"});
  const Val omega = s.rng().Chance(0.5) ? Arg(s, loop.real, {"omega", "relaxation"}, {0.1, 0.5})
                                        : s.DrawNumber(loop.real, 0.05, 0.4);
  if (s.rng().Chance(0.5)) {
    loop.Repeat(s, [&] { s.Update(x, BinaryOp::kAdd, omega * (b - Product(a, x))); });
  } else {
    loop.Repeat(s, [&] { GaussSeidelSweep(s, loop, a, b, x, omega); });
  }
  Emit(s, x);
}

// Y <- Y (2 I - A Y)
void DrawNewtonInverse(Sketch& s, const MatrixLoop& loop) {
  const Val a = ReadMatrix(s, loop.mat);
  Val y =
      s.Mutable(Named(s, Transposed(a), {"At", "a_t"}) * (1.0 / (s.Call("ddot", {a, a}) + 0.001)),
                {"Y", "X", "inv_a"});
  const Val eye = Eye(s, loop.mat);
  loop.Repeat(s, [&] { s.Set(y, Product(y, 2.0 * eye - Product(a, y))); });
  Emit(s, y, {"inverse_out", "A_inv"});
}

// R <- (R + R^-T) / 2
void DrawNewtonPolar(Sketch& s, const MatrixLoop& loop) {
  Val r = s.Mutable(
      Plus({ReadMatrix(s, loop.mat), s.DrawNumber(loop.real, 3.0, 6.0) * Identity(s, loop.mat)}),
      {"R", "Q", "X"});
  loop.Repeat(s, [&] {
    const Val next = s.Let(0.5 * (r + Transposed(s.Call("inverse", {r}))), {"R_next", "avg"});
    if (s.rng().Chance(0.4)) {
      const Val change = Named(s, next - r, {"dR", "diff"});
      s.If(s.Call("ddot", {change, change}) <
               s.Real(s.rng().Choose(std::array{1e-6, 1e-5, 1e-4}), loop.real),
           [&] { s.Break(); });
    }
    s.Set(r, next);
  });
  Emit(s, r, {"rotations_out", "polar_out"});
}

void DrawMatrixIteration(Sketch& s) {
  const MatrixLoop loop = DrawLoop(s);
  static constexpr std::array kMethods = {DrawPowerMethod, DrawRelaxation, DrawNewtonInverse,
                                          DrawNewtonPolar};
  s.rng().Choose(kMethods)(s, loop);
}

}  // namespace

Motif MatrixIterationMotif() {
  return {.name = "matrix-iteration",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawMatrixIteration};
}

}  // namespace warploom::synth::motifs
