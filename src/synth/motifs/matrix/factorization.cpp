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

// Cholesky, QR and triangular substitution written out or called.
void DrawFactorization(Sketch& s) {
  const Type real = Precise(s);
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Type vec = lang::VecType(3, real.scalar);
  if (s.rng().Chance(0.4)) {
    const Val a = ReadMatrix(s, mat);
    const std::array types = {mat, mat};
    std::array value_range = {Between(-1.0, 1.0), Between(-10.0, 10.0)};
    value_range[0].from_input = value_range[1].from_input = true;
    static constexpr std::array<std::string_view, 2> kNames = {"Q", "R"};
    const auto qr = s.Unpack(kNames, s.Call("qr3", {a}), types, value_range);
    if (s.rng().Chance(0.4)) {
      Emit(s, qr[0], {"Q_out", "rotations_out"});
      return Emit(s, s.Call("get_diag", {qr[1]}), {"scales", "R_diag"});
    }
    const Val y = s.Let(Product(Transposed(qr[0]), Read(s, vec, {"rhs", "residuals"}, {"b", "r"})),
                        {"y", "qtb"});
    Val x = s.Mutable(Zero(s, vec), {"x", "sol"});
    const Val eps = s.Real(s.rng().Choose(std::array{1e-3, 1e-4, 1e-6}), real);
    const auto over = [&](const Val& top, int i) {
      return top / Known(qr[1].at(i, i) + eps, 1e-3, 10.0);
    };
    s.SetPart(x[2], over(y[2], 2));
    s.SetPart(x[1], over(y[1] - qr[1].at(1, 2) * x[2], 1));
    s.SetPart(x[0], over(y[0] - qr[1].at(0, 1) * x[1] - qr[1].at(0, 2) * x[2], 0));
    return Emit(s, x);
  }
  const Val a = ReadSystem(s, mat);
  const Val eps = s.Real(s.rng().Choose(std::array{1e-3, 1e-4, 1e-2}), real);
  const auto root = [&](const Val& x) { return s.Call("sqrt", {s.Call("max", {x, eps})}); };
  const auto pivot = [](const Val& x) { return Known(x, 0.01, 1e3); };
  const Val l00 = s.Let(root(a.at(0, 0)), "l00");
  const Val l10 = s.Let(a.at(1, 0) / pivot(l00), "l10");
  const Val l11 = s.Let(root(a.at(1, 1) - l10 * l10), "l11");
  const Val l20 = s.Let(a.at(2, 0) / pivot(l00), "l20");
  const Val l21 = s.Let((a.at(2, 1) - l20 * l10) / pivot(l11), "l21");
  const Val l22 = s.Let(root(a.at(2, 2) - l20 * l20 - l21 * l21), "l22");
  switch (s.rng().Below(3)) {
    case 0: {
      const Val zero = s.Real(0.0, real);
      return Emit(s, s.Make(mat, {l00, zero, zero, l10, l11, zero, l20, l21, l22}),
                  {"L_out", "chol"});
    }
    case 1:
      return Emit(s,
                  2.0 * (s.Call("log", {pivot(l00)}) + s.Call("log", {pivot(l11)}) +
                         s.Call("log", {pivot(l22)})),
                  {"log_det", "logdets"});
    default: {
      const Val b = Read(s, vec, {"rhs", "residuals", "noise_vec"}, {"b", "r", "z"});
      const Val y0 = s.Let(b[0] / pivot(l00), "y0");
      const Val y1 = s.Let((b[1] - l10 * y0) / pivot(l11), "y1");
      const Val y2 = s.Let((b[2] - l20 * y0 - l21 * y1) / pivot(l22), "y2");
      if (s.rng().Chance(0.4)) {
        return Emit(s, y0 * y0 + y1 * y1 + y2 * y2, {"whitened_sq", "chi2"});
      }
      const Val x2 = s.Let(y2 / pivot(l22), "x2");
      const Val x1 = s.Let((y1 - l21 * x2) / pivot(l11), "x1");
      const Val x0 = s.Let((y0 - l10 * x1 - l20 * x2) / pivot(l00), "x0");
      return Emit(s, s.Make(vec, {x0, x1, x2}), {"x_out", "solutions"});
    }
  }
}

}  // namespace

Motif FactorizationMotif() {
  return {
      .name = "factorization", .family = Family::kMatrix, .weight = 0.7, .draw = DrawFactorization};
}

}  // namespace warploom::synth::motifs
