// Matrices of continuum mechanics: deformation gradients, strain, stress, material points.
#include <array>

#include "synth/families/matrix.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

namespace {

Val ReadGradient(Sketch& s, Type mat) {
  return Read(s, mat, {"deformation_gradients", "F_in", "particle_F", "def_grad"},
              {"F", "Fi", "f_mat"});
}

struct Lame {
  Val mu, lambda;
};

Lame ReadLame(Sketch& s, Type real) {
  if (s.rng().Chance(0.6)) {
    return {Parameter(s, real, {"mu", "k_mu", "shear_modulus"}, {1.0, 50.0}),
            Parameter(s, real, {"lam", "k_lambda", "lame_lambda"}, {1.0, 50.0})};
  }
  const Val e = Arg(s, real, {"young", "E", "youngs_modulus"}, {1.0, 100.0});
  const Val nu = Arg(s, real, {"nu", "poisson"}, {0.1, 0.4});
  const Val mu = s.Let(e / Known(2.0 * (1.0 + nu), 2.0, 3.0), "mu");
  const Val lambda =
      s.Let(e * nu / Known((1.0 + nu) * (1.0 - 2.0 * nu), 0.2, 1.0), OneOf(s, {"lam", "la"}));
  return {mu, lambda};
}

}  // namespace

Svd UnpackSvd(Sketch& s, const Val& m) {
  const int n = m.type.rows;
  const Type vec = lang::VecType(n, m.type.scalar);
  const std::array types = {m.type, vec, m.type};
  const double most = m.facts.Magnitude() * n;
  std::array facts = {Between(-1.0, 1.0), Between(n == 3 ? -most : 0.0, most), Between(-1.0, 1.0)};
  for (Facts& f : facts) {
    f.from_input = m.facts.from_input;
  }
  const std::string_view sigma = OneOf(s, {"sigma", "sig", "S", "D"});
  const std::array<std::string_view, 3> names = {"U", sigma, "V"};
  const auto values = s.Unpack(names, s.Call(n == 3 ? "svd3" : "svd2", {m}), types, facts);
  return {values[0], values[1], values[2]};
}

std::vector<Val> UnpackEig(Sketch& s, const Val& m) {
  const std::array types = {m.type, lang::VecType(3, m.type.scalar)};
  std::array facts = {Between(-1.0, 1.0),
                      Between(-3.0 * m.facts.Magnitude(), 3.0 * m.facts.Magnitude())};
  for (Facts& f : facts) {
    f.from_input = m.facts.from_input;
  }
  const std::string_view vectors = OneOf(s, {"Q", "evecs", "axes"});
  const std::string_view values = OneOf(s, {"d", "evals", "lambdas_k"});
  const std::array<std::string_view, 2> names = {vectors, values};
  return s.Unpack(names, s.Call("eig3", {m}), types, facts);
}

// F = Ds * Dm^-1 of a triangle or a tetrahedron.
void DrawDeformation(Sketch& s) {
  const Type real = Precise(s);
  const int n = Dimension(s);
  const Type vec = lang::VecType(n, real.scalar);
  const Type mat = lang::MatType(n, n, real.scalar);
  const int count = TableSize(s);
  static constexpr std::array<std::string_view, 4> kNames = {"i", "j", "k", "l"};
  const auto ids = Corners(s, {"elements", "tet_indices", "cells"},
                           std::span(kNames).first(static_cast<size_t>(n) + 1), count);
  const int points = TableNamed(s, vec, {"positions", "x", "particle_q"}, count);
  const Val x0 = s.Let(s.At(points, {ids[0]}), "x0");
  std::vector<Val> edges;
  static constexpr std::array<std::string_view, 3> kEdges = {"x10", "x20", "x30"};
  for (int k = 0; k < n; ++k) {
    edges.push_back(s.Let(s.At(points, {ids[static_cast<size_t>(k) + 1]}) - x0,
                          kEdges[static_cast<size_t>(k)]));
  }
  const Val ds = s.Let(FromColumns(s, edges), OneOf(s, {"Ds", "D", "shape"}));
  const Val rest =
      Read(s, mat, {"rest_inverse", "Dm_inv", "inv_rest", "poses"}, {"Dm", "Bm", "inv_rest_i"});
  const Val f = s.Let(Product(ds, rest), "F");
  switch (s.rng().Below(4)) {
    case 0:
      Emit(s, f, {"F_out", "def_grad_out"});
      return s.rng().Chance(0.5) ? Emit(s, s.Call("determinant", {f}), {"J_out", "volume_ratio"})
                                 : void();
    case 1: {
      const Val c =
          Named(s,
                s.Call("determinant", {f}) - (s.rng().Chance(0.6)
                                                  ? s.Real(1.0, real)
                                                  : Coefficient(s, real, {"rest_volume", "alpha"})),
                {"J", "dvol", "c"});
      return Emit(s, 0.5 * Parameter(s, real, {"k_volume", "bulk", "lam"}) * c * c,
                  {"energies", "energy"});
    }
    case 2: {
      const Val cross = n == 3 ? s.Call("dot", {s.Call("cross", {edges[0], edges[1]}), edges[2]}) /
                                     s.Real(6.0, real)
                               : 0.5 * (edges[0].x() * edges[1].y() - edges[0].y() * edges[1].x());
      Emit(s, cross, {"volumes_out", "measures"});
      return Emit(s, s.Call("ddot", {f, f}), {"norms", "I1_out"});
    }
    default: {
      const auto [mu, lambda] = ReadLame(s, real);
      const Val eye = Eye(s, mat);
      const Val e = s.Let(0.5 * (Product(Transposed(f), f) - eye), OneOf(s, {"E", "G", "strain"}));
      const Val stress = s.Let(Product(f, 2.0 * mu * e + lambda * s.Call("trace", {e}) * eye), "P");
      const Val volume = s.Own(InputNamed(s, real, {"rest_volume", "volumes"}, kPositiveFill));
      const Val h = s.Let(-volume * Product(stress, Transposed(rest)), "H");
      const int forces = s.NewArray({vec,
                                     {count},
                                     lang::Fill::kZero,
                                     0.0,
                                     0.0,
                                     Access::kAtomic,
                                     OneOf(s, {"forces", "particle_f"})});
      Val sum;
      for (int k = 0; k < n; ++k) {
        const Val fk = s.Let(Column(h, k), OneOf(s, {"f1", "fk", "f_k"}));
        Scatter(s, forces, ids[static_cast<size_t>(k) + 1], fk);
        sum = k == 0 ? fk : sum + fk;
      }
      return ScatterMinus(s, forces, ids[0], sum);
    }
  }
}

// Strain or stress of a deformation gradient: Green, St. Venant-Kirchhoff, neo-Hookean, corotated.
void DrawElasticStress(Sketch& s) {
  const Type real = Precise(s);
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Val f = ReadGradient(s, mat);
  switch (s.rng().Below(5)) {
    case 0: {
      const bool small = s.rng().Chance(0.4);
      const Val eye = Eye(s, mat);
      const Val e = Named(
          s, small ? 0.5 * (f + Transposed(f)) - eye : 0.5 * (Product(Transposed(f), f) - eye),
          {"E", "strain", "eps"});
      if (s.rng().Chance(0.4)) {
        return Emit(s, e, {"strain_out", "strains"});
      }
      const auto [mu, lambda] = ReadLame(s, real);
      if (s.rng().Chance(0.4)) {
        const Val tr = s.Let(s.Call("trace", {e}), "tr");
        return Emit(s, mu * s.Call("ddot", {e, e}) + 0.5 * lambda * tr * tr,
                    {"energies", "psi_out"});
      }
      const Val second = 2.0 * mu * e + lambda * s.Call("trace", {e}) * eye;
      return Emit(s, small ? second : Product(f, second), {"stress_out", "stresses", "P_out"});
    }
    case 1: {
      const auto [mu, lambda] = ReadLame(s, real);
      const Val j =
          s.Let(s.Call("max", {s.Call("determinant", {f}), s.DrawNumber(real, 0.01, 0.1)}), "J");
      const Val inv_t = s.Let(Transposed(s.Call("inverse", {f})), OneOf(s, {"F_inv_t", "FinvT"}));
      const Val log_j = s.Call("log", {Known(j, 0.01, 100.0)});
      const Val p = mu * (f - inv_t) + lambda * log_j * inv_t;
      return Emit(
          s,
          s.rng().Chance(0.5) ? p : Product(Named(s, p, {"P", "piola"}), Transposed(f)) * (1.0 / j),
          {"stress_out", "stresses", "tau_out"});
    }
    case 2: {
      const auto [mu, lambda] = ReadLame(s, real);
      const Svd svd = UnpackSvd(s, f);
      const Val r = s.Let(Product(svd.u, Transposed(svd.v)), "R");
      if (s.rng().Chance(0.4)) {
        return Emit(s, r, {"rotations_out", "R_out"});
      }
      const Val diff = Named(s, f - r, {"diff", "FmR"});
      const Val pressure =
          s.rng().Chance(0.5)
              ? lambda * s.Call("trace", {Product(Transposed(r), f) - Identity(s, mat)})
              : lambda * (s.Call("determinant", {f}) - 1.0);
      return Emit(s, 2.0 * mu * diff + pressure * r, {"stress_out", "P_out"});
    }
    case 3: {
      const Val c = s.Let(Product(Transposed(f), f), OneOf(s, {"C", "cauchy_green"}));
      const Val i1 = s.Let(s.Call("trace", {c}), "I1");
      if (s.rng().Chance(0.5)) {
        return Emit(s, 0.5 * Parameter(s, real, {"mu", "k_mu"}) * (i1 - n),
                    {"energies", "psi_out"});
      }
      return Emit(s, 0.5 * (i1 * i1 - s.Call("ddot", {c, c})), {"I2_out", "invariants"});
    }
    default: {
      const Val sigma = Read(s, mat, {"stress_tensors", "stresses", "cauchy"}, {"sigma", "T"});
      const Val p =
          Named(s, s.Call("trace", {sigma}) / s.Real(n, real), {"p", "mean_stress", "hydrostatic"});
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
      Val out = s.Mutable(sigma, OneOf(s, {"out", "corrected", "sigma_new"}));
      s.If(equivalent > limit,
           [&] { s.Set(out, dev * (limit / Known(equivalent, 0.5, 1e3)) + p * Identity(s, mat)); });
      return Emit(s, out);
    }
  }
}

// Singular values clamped, flipped or shifted, and the matrix put together again.
void DrawSvdClamp(Sketch& s) {
  const Type real = Precise(s);
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val f = s.rng().Chance(0.6) ? ReadGradient(s, mat)
                                    : Read(s, mat, {"mats", "A_in", "jacobians"}, {"A", "m", "J"});
  const Svd svd = UnpackSvd(s, f);
  const auto each = [&](auto g) {
    std::vector<Val> parts;
    for (int k = 0; k < n; ++k) {
      parts.push_back(g(svd.sigma[k]));
    }
    return s.Construct(vec, parts);
  };
  Val sigma;
  switch (s.rng().Below(4)) {
    case 0: {
      const Val low = s.rng().Chance(0.5) ? Arg(s, real, {"sigma_min", "compression"}, {0.5, 0.98})
                                          : s.DrawNumber(real, 0.5, 0.95);
      const Val high = s.rng().Chance(0.5) ? Arg(s, real, {"sigma_max", "stretch"}, {1.01, 2.0})
                                           : s.DrawNumber(real, 1.05, 2.0);
      sigma = each([&](const Val& x) { return s.Call("clamp", {x, low, high}); });
      break;
    }
    case 1: {
      const Val eps = Parameter(s, real, {"eps", "tikhonov", "damping"}, {0.01, 0.5});
      sigma = each([&](const Val& x) { return x / Known(x * x + eps * eps, 1e-4, 1e6); });
      break;
    }
    case 2:
      sigma = each([&](const Val& x) {
        return s.Call("max", {x - Coefficient(s, real, {"threshold", "shrink"}, {0.05, 0.5}),
                              s.Real(0.0, real)});
      });
      break;
    default: {
      const Val flip = s.Call("sign", {s.Call("determinant", {Product(svd.u, Transposed(svd.v))})});
      std::vector<Val> ones(static_cast<size_t>(n), s.Real(1.0, real));
      ones.back() = flip;
      const Val middle = s.Call("diag", {s.Construct(vec, ones)});
      return Emit(s, Product(Product(svd.u, middle), Transposed(svd.v)),
                  {"rotations_out", "R_out", "nearest_rot"});
    }
  }
  const Val s_new = Named(s, sigma, {"s_new", "clamped", "sig_c"});
  Emit(s, Product(Product(svd.u, s.Call("diag", {s_new})), Transposed(svd.v)),
       {"F_out", "projected_F", "A_out"});
  if (s.rng().Chance(0.4)) {
    Val volume = s_new[0] * s_new[1];
    if (n == 3) {
      volume = volume * s_new[2];
    }
    Emit(s, volume, {"J_out", "dets"});
  }
}

// Principal values and axes of a symmetric tensor.
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
                  Column(eig[0], static_cast<int>(s.rng().Below(3))) *
                      Coefficient(s, real, {"scale", "length_scale"}),
                  {"major_axis", "direction_out"});
    case 2: {
      const Val mean =
          Named(s, (eig[1][0] + eig[1][1] + eig[1][2]) / s.Real(3.0, real), {"mean", "md"});
      const Val d = s.Let(eig[1] - s.Construct(vec, {mean}), OneOf(s, {"dev", "centered"}));
      return Emit(s,
                  s.Call("sqrt", {Known(1.5 * LengthSq(d), 0.0, 1e4) /
                                  (LengthSq(eig[1]) + s.Real(1e-6, real))}),
                  {"anisotropy", "fa_out"});
    }
    case 3: {
      const Val floor =
          s.rng().Chance(0.5) ? s.Real(0.0, real) : Arg(s, real, {"eig_min", "eps"}, {0.001, 0.1});
      const Val clamped = s.Let(
          s.Construct(vec, {s.Call("max", {eig[1][0], floor}), s.Call("max", {eig[1][1], floor}),
                            s.Call("max", {eig[1][2], floor})}),
          OneOf(s, {"d_pos", "clamped"}));
      return Emit(s, Product(Product(eig[0], s.Call("diag", {clamped})), Transposed(eig[0])),
                  {"spd_out", "psd", "projected_out"});
    }
    default: {
      const Val low = s.Let(s.Call("min", {eig[1][0], s.Call("min", {eig[1][1], eig[1][2]})}),
                            OneOf(s, {"lo", "e_min"}));
      const Val high = s.Let(s.Call("max", {eig[1][0], s.Call("max", {eig[1][1], eig[1][2]})}),
                             OneOf(s, {"hi", "e_max"}));
      return Emit(s,
                  s.rng().Chance(0.5) ? 0.5 * (high - low)
                                      : high / (s.Call("abs", {low}) + s.Real(1e-3, real)),
                  {"max_shear", "spread", "condition"});
    }
  }
}

}  // namespace warploom::synth
