// Shape matching: each thread fits a rotation to a cluster of particles and pulls them toward the
// transformed rest shape.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/matrices.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// The arrays of the clusters, a row for each, and the cluster of this thread.
struct Clusters {
  Type real, vec, mat;
  int n = 3;
  int points = 0;
  int ids = -1;
  int positions = -1;
  int rest = -1;
  int masses = -1;
  Val cluster, size;
  std::string_view member;  // The name of a particle index.

  Val Particle(Sketch& s, const Val& k) const { return s.At(ids, {cluster, k}); }
};

Clusters DrawClusters(Sketch& s) {
  Clusters c;
  c.real = Precise(s);
  c.n = s.rng().Chance(0.8) ? 3 : 2;
  c.vec = VecOf(c.real, c.n);
  c.mat = MatOf(c.real, c.n);
  c.points = s.rng().Choose(std::array{128, 256, 500, 1000});
  c.cluster = s.Thread(0);
  c.member = OneOf(s, {"j", "pid", "idx"});
  const int size = s.rng().Choose(std::array{4, 8, 12, 16, 27, 32});
  c.ids = Indices(s, {s.dims()[0], size}, c.points,
                  OneOf(s, {"clusters", "cluster_ids", "groups", "members"}));
  c.positions = TableNamed(s, c.vec, {"x", "positions", "predicted"}, c.points);
  c.rest = Input(s, c.vec, {s.dims()[0], size}, OneOf(s, {"rest_offsets", "q_rest", "rest"}));
  if (s.rng().Chance(0.6)) {
    c.masses = TableNamed(s, c.real, {"mass", "masses", "m"}, c.points, kPositiveFill);
  }
  c.size = Extent(s, c.ids, 1, OneOf(s, {"cluster_size", "num_members", "per_cluster"}));
  return c;
}

// The center of mass, or the mean position where particles have no mass.
Val Center(Sketch& s, const Clusters& c) {
  const Val sum = Accumulator(s, c.vec, OneOf(s, {"center", "com", "mean"}));
  Val center = sum;
  Val mass = c.masses < 0 ? Val{} : Accumulator(s, c.real, OneOf(s, {"total_mass", "m_sum", "mt"}));
  s.For("k", Val{}, c.size, 0, [&](const Val& k) {
    const Val id = c.Particle(s, k);
    if (c.masses < 0) {
      return s.Update(center, BinaryOp::kAdd, s.At(c.positions, {id}));
    }
    const Val j = s.Let(id, c.member);
    const Val m = Named(s, s.At(c.masses, {j}), {"mj", "m_j", "weight"});
    s.Update(center, BinaryOp::kAdd, s.At(c.positions, {j}) * m);
    s.Update(mass, BinaryOp::kAdd, m);
  });
  if (c.masses < 0) {
    s.Update(center, BinaryOp::kDiv, AsNumber(s, c.size, c.real));
  } else {
    s.Update(center, BinaryOp::kDiv, Known(Shown(mass), 0.1, 1e3));
  }
  return Shown(center);
}

// The sum of the outer products of current and rest offsets (A_pq).
Val Correlation(Sketch& s, const Clusters& c, const Val& center) {
  Val a = Accumulator(s, c.mat, OneOf(s, {"Apq", "A", "cov"}));
  const bool named = s.rng().Chance(0.5);
  s.For("k", Val{}, c.size, 0, [&](const Val& k) {
    const Val id = c.masses < 0 ? c.Particle(s, k) : s.Let(c.Particle(s, k), c.member);
    Val p = s.At(c.positions, {id}) - center;
    p = named ? Named(s, p, {"p", "r", "d"}) : p;
    const Val outer = s.Call("outer", {p, s.At(c.rest, {c.cluster, k})});
    s.Update(a, BinaryOp::kAdd, c.masses < 0 ? outer : s.At(c.masses, {id}) * outer);
  });
  return Shown(a);
}

// The rotation of the polar decomposition, by chance with reflections removed.
Val Rotation(Sketch& s, const Clusters& c, const Val& a) {
  const Svd svd = UnpackSvd(s, a);
  Val r = MutableNamed(s, Product(svd.u, Transposed(svd.v)), {"R", "rot"});
  if (s.rng().Chance(0.6)) {
    s.If(s.Call("determinant", {r}) < 0.0, [&] {
      std::vector<Val> ones(static_cast<size_t>(c.n), s.Real(1.0, c.real));
      ones.back() = s.Real(-1.0, c.real);
      const Val flip = s.Call("diag", {s.Make(c.vec, ones)});
      s.Set(r, Product(Product(svd.u, flip), Transposed(svd.v)));
    });
  }
  return r;
}

// Blends the rotation with the best linear map, which allows the shape to stretch.
Val Stretched(Sketch& s, const Clusters& c, const Val& a, const Val& r) {
  const int inverses = InputNamed(s, c.mat, {"Aqq_inv", "rest_inverse", "inv_Aqq"}, {-0.5, 0.5});
  const Val beta = SharedValue(s, c.real, {"beta", "stretch", "linear_blend"}, {0.0, 0.8});
  const Val linear = Named(s, Product(a, s.ThreadElement(inverses)), {"A_lin", "L", "linear"});
  return Named(s, beta * linear + (1.0 - beta) * r, {"T", "blend", "goal_map"});
}

void StoreGoals(Sketch& s, const Clusters& c, const Val& center, const Val& map) {
  const Val stiffness = SharedValue(s, c.real, {"stiffness", "alpha", "pull"}, {0.1, 1.0});
  const bool scatters = s.rng().Chance(0.6);
  const bool counts = scatters && s.rng().Chance(0.4);
  const bool weighs = s.rng().Chance(0.35);
  const std::array params = {
      Sketch::Param{OneOf(s, {"d", "stretch", "x"}), c.real, Between(0.0, 4.0)}};
  const lang::FuncId weight =
      weighs ? DefineFormula(s, {"goal_weight", "falloff", "pull_strength"}, params, c.real, 2)
             : lang::FuncId{};
  const int out = scatters ? Totals(s, c.vec, {c.points}, OneOf(s, {"deltas", "corrections", "dx"}))
                           : OutputArray(s, c.vec, s.arrays()[static_cast<size_t>(c.ids)].shape,
                                         OneOf(s, {"goals", "targets", "goal_positions"}));
  const int hits =
      counts ? Totals(s, lang::kInt, {c.points}, OneOf(s, {"counts", "num_clusters"})) : -1;
  s.For("k", Val{}, c.size, 0, [&](const Val& k) {
    const Val turned = center + Product(map, s.At(c.rest, {c.cluster, k}));
    if (!scatters && !weighs) {
      return s.StoreAt(out, std::array{c.cluster, k}, turned);
    }
    const Val goal = Named(s, turned, {"goal", "g", "target"});
    const Val id = s.Let(c.Particle(s, k), c.member);
    Val change = Named(s, goal - s.At(c.positions, {id}), {"d", "delta", "diff"});
    const Val pull = weighs
                         ? stiffness * s.CallHelper(weight, std::array{s.Call("length", {change})})
                         : stiffness;
    if (!scatters) {
      return s.StoreAt(out, std::array{c.cluster, k}, s.At(c.positions, {id}) + change * pull);
    }
    Scatter(s, out, id, change * pull);
    if (counts) {
      Scatter(s, hits, id, s.Int(1));
    }
  });
}

void DrawShapeMatching(Sketch& s) {
  const Clusters c = DrawClusters(s);
  const Val center = Center(s, c);
  const Val a = Correlation(s, c, center);
  const Val r = Rotation(s, c, a);
  const Val map = s.rng().Chance(0.35) ? Stretched(s, c, a, r) : r;
  StoreGoals(s, c, center, map);
  if (s.rng().Chance(0.3)) {
    OutputNamed(s, center, {"centers", "cluster_com"});
  }
}

}  // namespace

Motif ShapeMatchingMotif() {
  return {.name = "shape-matching",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawShapeMatching,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
