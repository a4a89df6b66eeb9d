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
  const Val ds = s.Let(FromColumns(s, edges), {"Ds", "D", "shape"});
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
      const Val e = s.Let(0.5 * (Product(Transposed(f), f) - eye), {"E", "G", "strain"});
      const Val stress = s.Let(Product(f, 2.0 * mu * e + lambda * s.Call("trace", {e}) * eye), "P");
      const Val volume =
          s.ThreadElement(InputNamed(s, real, {"rest_volume", "volumes"}, kPositiveFill));
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
        const Val fk = s.Let(Column(h, k), {"f1", "fk", "f_k"});
        Scatter(s, forces, ids[static_cast<size_t>(k) + 1], fk);
        sum = k == 0 ? fk : sum + fk;
      }
      return ScatterMinus(s, forces, ids[0], sum);
    }
  }
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
