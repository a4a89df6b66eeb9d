// A 3x3 factorization: wp.qr3, or a Cholesky factorization written out, and the solution of a
// linear system by substitution.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solves_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// R x = Q^T b, solved from the last row up.
void DrawQrSolve(Sketch& s, const Val& q, const Val& r, Type vec, Type real) {
  const Val y =
      s.Let(Product(Transposed(q), Read(s, vec, {"rhs", "residuals"}, {"b", "r"})), {"y", "qtb"});
  Val x = s.Mutable(Zero(s, vec), {"x", "sol"});
  const Val eps = s.Real(s.rng().Choose(std::array{1e-3, 1e-4, 1e-6}), real);
  const auto over = [&](const Val& top, int i) {
    return top / Known(r.at(i, i) + eps, 1e-3, 10.0);
  };
  s.SetPart(x[2], over(y[2], 2));
  s.SetPart(x[1], over(y[1] - r.at(1, 2) * x[2], 1));
  s.SetPart(x[0], over(y[0] - r.at(0, 1) * x[1] - r.at(0, 2) * x[2], 0));
  Emit(s, x);
}

void DrawQr(Sketch& s, Type mat, Type vec, Type real) {
  const Val a = ReadMatrix(s, mat);
  const std::array types = {mat, mat};
  std::array value_range = {Between(-1.0, 1.0), Between(-10.0, 10.0)};
  value_range[0].from_input = value_range[1].from_input = true;
  static constexpr std::array<std::string_view, 2> kFactors = {"Q", "R"};
  const auto qr = s.Unpack(kFactors, s.Call("qr3", {a}), types, value_range);
  if (s.rng().Chance(0.4)) {
    Emit(s, qr[0], {"Q_out", "rotations_out"});
    return Emit(s, s.Call("get_diag", {qr[1]}), {"scales", "R_diag"});
  }
  DrawQrSolve(s, qr[0], qr[1], vec, real);
}

// The lower triangle of the factor, and its diagonal again as divisors: safely positive.
struct Cholesky {
  Val l00, l10, l11, l20, l21, l22;

  static Val Divisor(const Val& x) { return Known(x, 0.01, 1e3); }
  Val D0() const { return Divisor(l00); }
  Val D1() const { return Divisor(l11); }
  Val D2() const { return Divisor(l22); }
};

Cholesky Factorize(Sketch& s, const Val& a, Type real) {
  const Val eps = s.Real(s.rng().Choose(std::array{1e-3, 1e-4, 1e-2}), real);
  const auto root = [&](const Val& x) { return s.Call("sqrt", {s.Call("max", {x, eps})}); };
  Cholesky c;
  c.l00 = s.Let(root(a.at(0, 0)), "l00");
  c.l10 = s.Let(a.at(1, 0) / c.D0(), "l10");
  c.l11 = s.Let(root(a.at(1, 1) - c.l10 * c.l10), "l11");
  c.l20 = s.Let(a.at(2, 0) / c.D0(), "l20");
  c.l21 = s.Let((a.at(2, 1) - c.l20 * c.l10) / c.D1(), "l21");
  c.l22 = s.Let(root(a.at(2, 2) - c.l20 * c.l20 - c.l21 * c.l21), "l22");
  return c;
}

// L y = b, then by chance L^T x = y.
void DrawCholeskySolve(Sketch& s, const Cholesky& c, Type vec) {
  const Val b = Read(s, vec, {"rhs", "residuals", "noise_vec"}, {"b", "r", "z"});
  const Val y0 = s.Let(b[0] / c.D0(), "y0");
  const Val y1 = s.Let((b[1] - c.l10 * y0) / c.D1(), "y1");
  const Val y2 = s.Let((b[2] - c.l20 * y0 - c.l21 * y1) / c.D2(), "y2");
  if (s.rng().Chance(0.4)) {
    return Emit(s, y0 * y0 + y1 * y1 + y2 * y2, {"whitened_sq", "chi2"});
  }
  const Val x2 = s.Let(y2 / c.D2(), "x2");
  const Val x1 = s.Let((y1 - c.l21 * x2) / c.D1(), "x1");
  const Val x0 = s.Let((y0 - c.l10 * x1 - c.l20 * x2) / c.D0(), "x0");
  Emit(s, s.Make(vec, {x0, x1, x2}), {"x_out", "solutions"});
}

void DrawCholesky(Sketch& s, Type mat, Type vec, Type real) {
  const Val a = ReadSystem(s, mat);
  const Cholesky c = Factorize(s, a, real);
  switch (s.rng().Below(3)) {
    case 0: {
      const Val zero = s.Real(0.0, real);
      return Emit(s, s.Make(mat, {c.l00, zero, zero, c.l10, c.l11, zero, c.l20, c.l21, c.l22}),
                  {"L_out", "chol"});
    }
    case 1:
      return Emit(
          s, 2.0 * (s.Call("log", {c.D0()}) + s.Call("log", {c.D1()}) + s.Call("log", {c.D2()})),
          {"log_det", "logdets"});
    default:
      return DrawCholeskySolve(s, c, vec);
  }
}

void DrawFactorization(Sketch& s) {
  const Type real = Precise(s);
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Type vec = lang::VecType(3, real.scalar);
  if (s.rng().Chance(0.4)) {
    return DrawQr(s, mat, vec, real);
  }
  DrawCholesky(s, mat, vec, real);
}

}  // namespace

Motif FactorizationMotif() {
  return {
      .name = "factorization", .family = Family::kMatrix, .weight = 0.7, .draw = DrawFactorization};
}

}  // namespace warploom::synth::motifs
