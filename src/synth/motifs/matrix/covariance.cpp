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

// Covariance of some points around their mean, and what it tells of them.
void DrawCovariance(Sketch& s) {
  const Type real = Precise(s);
  const int n = s.rng().Chance(0.75) ? 3 : 2;
  const Type vec = lang::VecType(n, real.scalar);
  const Type mat = lang::MatType(n, n, real.scalar);
  const int extent = TableSize(s);
  const int most = static_cast<int>(s.rng().Choose(std::array{4, 6, 8, 12, 16, 20, 24}));
  const int points = TableNamed(s, vec, {"points", "positions", "vertices"}, extent);
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(most);
  const int lists = s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, extent - 1.0,
                                Access::kInput, OneOf(s, {"neighbors", "knn", "nbr_ids"})});
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  at.emplace_back();
  const Val bound = s.rng().Chance(0.5) ? s.Int(most) : s.SizeOf(lists, s.ndim());
  const auto point = [&](const Val& k) {
    at.back() = k;
    return s.At(points, {s.At(lists, at)});
  };
  Val mean;
  if (s.rng().Chance(0.7)) {
    Val sum = s.Mutable(Zero(s, vec), {"mean", "center", "centroid"});
    s.Hide(sum);
    s.For("k", Val{}, bound, 0, [&](Val k) { s.Update(sum, BinaryOp::kAdd, point(k)); });
    s.Set(sum, sum / s.Real(most, real));
    s.Hide(sum, false);
    mean = sum;
  } else {
    mean = Read(s, vec, {"centers", "queries"}, {"p", "center"});
  }
  Val cov = s.Mutable(Zero(s, mat), {"cov", "C", "scatter"});
  s.Hide(cov);
  const bool weighted = s.rng().Chance(0.4);
  s.For("k", Val{}, bound, 0, [&](Val k) {
    const Val d = s.Let(point(k) - mean, {"d", "r", "diff"});
    const Val term = s.Call("outer", {d, d});
    s.Update(
        cov, BinaryOp::kAdd,
        weighted
            ? Exp(-(LengthSq(d) / Square(Arg(s, real, {"h", "sigma", "bandwidth"}, {0.5, 2.0})))) *
                  term
            : term);
  });
  s.Hide(cov, false);
  if (n == 3 && s.rng().Chance(0.5)) {
    const auto eig = UnpackEig(s, cov);
    const Val low = s.Call("min", {eig[1][0], s.Call("min", {eig[1][1], eig[1][2]})});
    return s.rng().Chance(0.5) ? Emit(s, Column(eig[0], static_cast<int>(s.rng().Below(3))),
                                      {"normals_out", "directions_out"})
                               : Emit(s, low / (s.Call("trace", {cov}) + s.Real(1e-3, real)),
                                      {"surface_variation", "flatness"});
  }
  Emit(s, s.rng().Chance(0.5) ? cov : cov * (1.0 / most), {"cov_out", "covariances_out"});
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
