// The covariance of a thread's neighbors around their mean, and by chance a normal, a direction or
// the surface variation from its eigenvectors and eigenvalues.
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// This thread's list of indices into a table of points.
struct Neighborhood {
  Type real, vec, mat;
  int n, most, points, lists;
  std::vector<Val> at;  // Subscripts of an index in `lists`; the last one is free.
  Val bound;

  Val Point(Sketch& s, const Val& k) const {
    std::vector<Val> subscripts = at;
    subscripts.push_back(k);
    return s.At(points, {s.At(lists, subscripts)});
  }
};

Neighborhood DrawNeighborhood(Sketch& s) {
  Neighborhood near;
  near.real = Precise(s);
  near.n = s.rng().Chance(0.75) ? 3 : 2;
  near.vec = lang::VecType(near.n, near.real.scalar);
  near.mat = lang::MatType(near.n, near.n, near.real.scalar);
  const int extent = TableSize(s);
  near.most = static_cast<int>(s.rng().Choose(std::array{4, 6, 8, 12, 16, 20, 24}));
  near.points = TableNamed(s, near.vec, {"points", "positions", "vertices"}, extent);
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(near.most);
  near.lists = s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, extent - 1.0,
                           Access::kInput, OneOf(s, {"neighbors", "knn", "nbr_ids"})});
  for (int k = 0; k < s.ndim(); ++k) {
    near.at.push_back(s.Thread(k));
  }
  near.bound = s.rng().Chance(0.5) ? s.Int(near.most) : s.SizeOf(near.lists, s.ndim());
  return near;
}

Val MeanOf(Sketch& s, const Neighborhood& near) {
  if (!s.rng().Chance(0.7)) {
    return Read(s, near.vec, {"centers", "queries"}, {"p", "center"});
  }
  Val sum = s.Mutable(Zero(s, near.vec), {"mean", "center", "centroid"});
  s.Hide(sum);
  s.For("k", Val{}, near.bound, 0, [&](Val k) { s.Update(sum, BinaryOp::kAdd, near.Point(s, k)); });
  s.Set(sum, sum / s.Real(near.most, near.real));
  s.Hide(sum, false);
  return sum;
}

// The sum of outer products, by chance with a Gaussian weight.
Val ScatterMatrix(Sketch& s, const Neighborhood& near, const Val& mean) {
  Val cov = s.Mutable(Zero(s, near.mat), {"cov", "C", "scatter"});
  s.Hide(cov);
  const bool weighted = s.rng().Chance(0.4);
  s.For("k", Val{}, near.bound, 0, [&](Val k) {
    const Val d = s.Let(near.Point(s, k) - mean, {"d", "r", "diff"});
    const Val term = s.Call("outer", {d, d});
    if (!weighted) {
      return s.Update(cov, BinaryOp::kAdd, term);
    }
    const Val bandwidth = Arg(s, near.real, {"h", "sigma", "bandwidth"}, {0.5, 2.0});
    s.Update(cov, BinaryOp::kAdd, Exp(-(LengthSq(d) / Square(bandwidth))) * term);
  });
  s.Hide(cov, false);
  return cov;
}

void DrawCovariance(Sketch& s) {
  const Neighborhood near = DrawNeighborhood(s);
  const Val mean = MeanOf(s, near);
  const Val cov = ScatterMatrix(s, near, mean);
  if (near.n == 3 && s.rng().Chance(0.5)) {
    const auto eig = UnpackEig(s, cov);
    const Val low = s.Call("min", {eig[1][0], s.Call("min", {eig[1][1], eig[1][2]})});
    return s.rng().Chance(0.5) ? Emit(s, Column(eig[0], static_cast<int>(s.rng().Below(3))),
                                      {"normals_out", "directions_out"})
                               : Emit(s, low / (s.Call("trace", {cov}) + s.Real(1e-3, near.real)),
                                      {"surface_variation", "flatness"});
  }
  Emit(s, s.rng().Chance(0.5) ? cov : cov * (1.0 / near.most), {"cov_out", "covariances_out"});
}

}  // namespace

Motif CovarianceMotif() {
  return {.name = "covariance",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawCovariance,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs
