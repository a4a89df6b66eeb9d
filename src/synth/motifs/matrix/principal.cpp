// The eigenvalues and eigenvectors of a symmetric tensor and measures derived from them, such as
// the anisotropy or the projection to positive semidefinite matrices.
#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawPrincipal(Sketch& s) {
  const Type real = Precise(s);
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Type vec = lang::VecType(3, real.scalar);
  const Val t =
      Read(s, mat, {"tensors", "covariances", "stress_tensors", "inertias"}, {"A", "T", "cov"});
  const Val sym = Named(s, 0.5 * (t + Transposed(t)), {"S", "sym", "A_sym"});
  const auto eig = UnpackEig(s, sym);

  switch (s.rng().Below(5)) {
    case 0:
      Emit(s, eig[1], {"principal", "eigenvalues", "principal_out"});
      return s.rng().Chance(0.5) ? Emit(s, eig[0], {"axes_out", "eigenvectors"}) : void();
    case 1:
      return Emit(s,
                  Times({Column(eig[0], static_cast<int>(s.rng().Below(3))),
                         Coefficient(s, real, {"scale", "length_scale"})}),
                  {"major_axis", "direction_out"});
    case 2: {
      const Val mean =
          Named(s, (eig[1][0] + eig[1][1] + eig[1][2]) / s.Real(3.0, real), {"mean", "md"});
      const Val d = s.Let(eig[1] - s.Make(vec, {mean}), {"dev", "centered"});
      return Emit(s,
                  s.Call("sqrt", {Known(1.5 * LengthSq(d), 0.0, 1e4) /
                                  (LengthSq(eig[1]) + s.Real(1e-6, real))}),
                  {"anisotropy", "fa_out"});
    }
    case 3: {
      const Val floor =
          s.rng().Chance(0.5) ? s.Real(0.0, real) : Arg(s, real, {"eig_min", "eps"}, {0.001, 0.1});
      const Val clamped =
          s.Let(s.Make(vec, {s.Call("max", {eig[1][0], floor}), s.Call("max", {eig[1][1], floor}),
                             s.Call("max", {eig[1][2], floor})}),
                {"d_pos", "clamped"});
      return Emit(s, Product(Product(eig[0], s.Call("diag", {clamped})), Transposed(eig[0])),
                  {"spd_out", "psd", "projected_out"});
    }
    default: {
      const Val low =
          s.Let(s.Call("min", {eig[1][0], s.Call("min", {eig[1][1], eig[1][2]})}), {"lo", "e_min"});
      const Val high =
          s.Let(s.Call("max", {eig[1][0], s.Call("max", {eig[1][1], eig[1][2]})}), {"hi", "e_max"});
      return Emit(s,
                  s.rng().Chance(0.5) ? 0.5 * (high - low)
                                      : high / (s.Call("abs", {low}) + s.Real(1e-3, real)),
                  {"max_shear", "spread", "condition"});
    }
  }
}

}  // namespace

Motif PrincipalMotif() {
  return {.name = "principal", .family = Family::kMatrix, .weight = 0.8, .draw = DrawPrincipal};
}

}  // namespace warploom::synth::motifs
