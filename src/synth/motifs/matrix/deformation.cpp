// The deformation gradient F = Ds Dm^-1 of a triangle or a tetrahedron, and what follows from it:
// volume, energy, or elastic forces on the corners.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/motifs/matrix/solids_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// An element with n edges from its first corner.
struct Simplex {
  Type real, vec, mat;
  int n;
  int corner_count;  // How many corners the table of positions holds.
  std::vector<Val> ids, edges;
  Val rest, f;  // The inverse of the rest shape, and the deformation gradient.
};

Simplex ReadSimplex(Sketch& s) {
  Simplex simplex;
  simplex.real = Precise(s);
  simplex.n = Dimension(s);
  simplex.vec = lang::VecType(simplex.n, simplex.real.scalar);
  simplex.mat = lang::MatType(simplex.n, simplex.n, simplex.real.scalar);
  simplex.corner_count = TableSize(s);
  static constexpr std::array<std::string_view, 4> kCorners = {"i", "j", "k", "l"};
  simplex.ids =
      Corners(s, {"elements", "tet_indices", "cells"},
              std::span(kCorners).first(static_cast<size_t>(simplex.n) + 1), simplex.corner_count);
  const int points =
      TableNamed(s, simplex.vec, {"positions", "x", "particle_q"}, simplex.corner_count);
  static constexpr std::array<std::string_view, 3> kEdges = {"x10", "x20", "x30"};
  simplex.edges = EdgesFromFirst(s, points, simplex.ids, "x0", kEdges);
  const Val ds = s.Let(FromColumns(s, simplex.edges), {"Ds", "D", "shape"});
  simplex.rest = Read(s, simplex.mat, {"rest_inverse", "Dm_inv", "inv_rest", "poses"},
                      {"Dm", "Bm", "inv_rest_i"});
  simplex.f = s.Let(Product(ds, simplex.rest), "F");
  return simplex;
}

void EmitGradient(Sketch& s, const Simplex& simplex) {
  Emit(s, simplex.f, {"F_out", "def_grad_out"});
  if (s.rng().Chance(0.5)) {
    Emit(s, s.Call("determinant", {simplex.f}), {"J_out", "volume_ratio"});
  }
}

// The energy of a volume constraint.
void EmitVolumeEnergy(Sketch& s, const Simplex& simplex) {
  const Val c =
      Named(s,
            s.Call("determinant", {simplex.f}) -
                (s.rng().Chance(0.6) ? s.Real(1.0, simplex.real)
                                     : Coefficient(s, simplex.real, {"rest_volume", "alpha"})),
            {"J", "dvol", "c"});
  Emit(s, 0.5 * Parameter(s, simplex.real, {"k_volume", "bulk", "lam"}) * c * c,
       {"energies", "energy"});
}

void EmitMeasures(Sketch& s, const Simplex& simplex) {
  const std::vector<Val>& edges = simplex.edges;
  const Val measure = simplex.n == 3
                          ? s.Call("dot", {s.Call("cross", {edges[0], edges[1]}), edges[2]}) /
                                s.Real(6.0, simplex.real)
                          : 0.5 * (edges[0].x() * edges[1].y() - edges[0].y() * edges[1].x());
  Emit(s, measure, {"volumes_out", "measures"});
  Emit(s, s.Call("ddot", {simplex.f, simplex.f}), {"norms", "I1_out"});
}

// St. Venant-Kirchhoff forces, scattered to the corners.
void ScatterElasticForces(Sketch& s, const Simplex& simplex) {
  const auto [mu, lambda] = ReadLame(s, simplex.real);
  const Val& f = simplex.f;
  const Val eye = Eye(s, simplex.mat);
  const Val e = s.Let(0.5 * (Product(Transposed(f), f) - eye), {"E", "G", "strain"});
  const Val stress = s.Let(Product(f, 2.0 * mu * e + lambda * s.Call("trace", {e}) * eye), "P");
  const Val volume =
      s.ThreadElement(InputNamed(s, simplex.real, {"rest_volume", "volumes"}, kPositiveFill));
  const Val h = s.Let(-volume * Product(stress, Transposed(simplex.rest)), "H");
  const int forces = s.NewArray({simplex.vec,
                                 {simplex.corner_count},
                                 lang::Fill::kZero,
                                 0.0,
                                 0.0,
                                 Access::kAtomic,
                                 OneOf(s, {"forces", "particle_f"})});
  Val sum;
  for (int k = 0; k < simplex.n; ++k) {
    const Val fk = s.Let(Column(h, k), {"f1", "fk", "f_k"});
    Scatter(s, forces, simplex.ids[static_cast<size_t>(k) + 1], fk);
    sum = k == 0 ? fk : sum + fk;
  }
  ScatterMinus(s, forces, simplex.ids[0], sum);
}

void DrawDeformation(Sketch& s) {
  const Simplex simplex = ReadSimplex(s);
  static constexpr std::array kUses = {EmitGradient, EmitVolumeEnergy, EmitMeasures,
                                       ScatterElasticForces};
  s.rng().Choose(kUses)(s, simplex);
}

}  // namespace

Motif DeformationMotif() {
  return {.name = "deformation",
          .family = Family::kMatrix,
          .weight = 0.9,
          .draw = DrawDeformation,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
