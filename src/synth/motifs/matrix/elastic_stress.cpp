// Strain, stress or strain energy of a deformation gradient (St. Venant-Kirchhoff, neo-Hookean,
// corotated), its invariants, or the von Mises yield criterion of a stress.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/matrix/solids_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The Green strain, or the small strain, and the stress or energy that is linear in it.
void DrawStrain(Sketch& s, const Val& f, Type real) {
  const bool small = s.rng().Chance(0.4);
  const Val eye = Eye(s, f.type);
  const Val e =
      Named(s, small ? 0.5 * (f + Transposed(f)) - eye : 0.5 * (Product(Transposed(f), f) - eye),
            {"E", "strain", "eps"});
  if (s.rng().Chance(0.4)) {
    return Emit(s, e, {"strain_out", "strains"});
  }
  const auto [mu, lambda] = ReadLame(s, real);
  if (s.rng().Chance(0.4)) {
    const Val tr = s.Let(s.Call("trace", {e}), "tr");
    return Emit(s, mu * s.Call("ddot", {e, e}) + 0.5 * lambda * tr * tr, {"energies", "psi_out"});
  }
  const Val second = 2.0 * mu * e + lambda * s.Call("trace", {e}) * eye;
  Emit(s, small ? second : Product(f, second), {"stress_out", "stresses", "P_out"});
}

// The neo-Hookean stress, first Piola-Kirchhoff or Cauchy.
void DrawNeoHookeanStress(Sketch& s, const Val& f, Type real) {
  const auto [mu, lambda] = ReadLame(s, real);
  const Val j =
      s.Let(s.Call("max", {s.Call("determinant", {f}), s.DrawNumber(real, 0.01, 0.1)}), "J");
  const Val inv_t = s.Let(Transposed(s.Call("inverse", {f})), {"F_inv_t", "FinvT"});
  const Val log_j = s.Call("log", {Known(j, 0.01, 100.0)});
  const Val p = mu * (f - inv_t) + lambda * log_j * inv_t;
  Emit(s, s.rng().Chance(0.5) ? p : Product(Named(s, p, {"P", "piola"}), Transposed(f)) * (1.0 / j),
       {"stress_out", "stresses", "tau_out"});
}

void DrawCorotatedStress(Sketch& s, const Val& f, Type real) {
  const auto [mu, lambda] = ReadLame(s, real);
  const Svd svd = UnpackSvd(s, f);
  const Val r = s.Let(Product(svd.u, Transposed(svd.v)), "R");
  if (s.rng().Chance(0.4)) {
    return Emit(s, r, {"rotations_out", "R_out"});
  }
  const Val diff = Named(s, f - r, {"diff", "FmR"});
  const Val pressure =
      s.rng().Chance(0.5)
          ? lambda * s.Call("trace", {Product(Transposed(r), f) - Identity(s, f.type)})
          : lambda * (s.Call("determinant", {f}) - 1.0);
  Emit(s, 2.0 * mu * diff + pressure * r, {"stress_out", "P_out"});
}

// Invariants of the right Cauchy-Green tensor.
void DrawInvariants(Sketch& s, const Val& f, Type real) {
  const Val c = s.Let(Product(Transposed(f), f), {"C", "cauchy_green"});
  const Val i1 = s.Let(s.Call("trace", {c}), "I1");
  if (s.rng().Chance(0.5)) {
    return Emit(s, 0.5 * Parameter(s, real, {"mu", "k_mu"}) * (i1 - f.type.rows),
                {"energies", "psi_out"});
  }
  Emit(s, 0.5 * (i1 * i1 - s.Call("ddot", {c, c})), {"I2_out", "invariants"});
}

// The deviatoric part of a stress, its von Mises norm, and the return to the yield surface.
void DrawVonMises(Sketch& s, const Val& f, Type real) {
  const Type mat = f.type;
  const Val sigma = Read(s, mat, {"stress_tensors", "stresses", "cauchy"}, {"sigma", "T"});
  const Val p = Named(s, s.Call("trace", {sigma}) / s.Real(mat.rows, real),
                      {"p", "mean_stress", "hydrostatic"});
  const Val dev = Named(s, sigma - p * Identity(s, mat), {"dev", "s_dev", "deviatoric"});
  if (s.rng().Chance(0.3)) {
    return Emit(s, dev);
  }
  const Val j2 = s.Call("ddot", {dev, dev});
  const Val equivalent =
      Named(s, s.Call("sqrt", {Known(1.5 * j2, 0.0, 1e6)}), {"von_mises", "q", "seq"});
  const Val limit = Coefficient(s, real, {"yield_stress", "cohesion", "limit"}, {0.5, 5.0});
  if (s.rng().Chance(0.5)) {
    return Emit(s, s.rng().Chance(0.5) ? equivalent : equivalent - limit,
                {"von_mises_out", "yield_out"});
  }
  Val out = s.Mutable(sigma, {"out", "corrected", "sigma_new"});
  s.If(equivalent > limit,
       [&] { s.Set(out, dev * (limit / Known(equivalent, 0.5, 1e3)) + p * Identity(s, mat)); });
  Emit(s, out);
}

void DrawElasticStress(Sketch& s) {
  const Type real = Precise(s);
  const int n = Dimension(s);
  const Val f = ReadGradient(s, lang::MatType(n, n, real.scalar));
  static constexpr std::array kLaws = {DrawStrain, DrawNeoHookeanStress, DrawCorotatedStress,
                                       DrawInvariants, DrawVonMises};
  s.rng().Choose(kLaws)(s, f, real);
}

}  // namespace

Motif ElasticStressMotif() {
  return {.name = "elastic-stress",
          .family = Family::kMatrix,
          .weight = 1.2,
          .draw = DrawElasticStress,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
