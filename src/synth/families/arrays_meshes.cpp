// Arrays: edges, triangles and other points found by indices.
#include <array>

#include "synth/families/arrays.h"
#include "synth/families/idiom_arrays.h"

namespace warploom::synth {

using lang::Type;

// The two ends of an edge: a length, a strain, a difference.
void DrawEdges(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Chance(0.75) ? 3 : 2);
  const Val own = s.FlatThread();
  const int edges = s.thread_count();
  const int n = s.rng().Choose(std::array{64, 128, 256, 500, 1000});
  const auto name = OneOf(s, {"edges", "edge_indices", "springs", "links", "segments"});
  const int x = Input(s, vec, {n}, OneOf(s, {"x", "positions", "points", "vertices"}), -2.0, 2.0);
  Val i;
  Val j;
  switch (s.rng().Below(3)) {
    case 0: {
      const int ends = Indices(s, {edges, 2}, n, name);
      i = s.Let(s.At(ends, {own, s.Int(0)}), OneOf(s, {"i0", "a", "i"}));
      j = s.Let(s.At(ends, {own, s.Int(1)}), OneOf(s, {"i1", "b", "j"}));
      break;
    }
    case 1: {
      const int ends = Indices(s, {edges * 2}, n, name);
      i = s.Let(s.At(ends, {s.rng().Chance(0.5) ? own * s.Int(2) + 0 : own * s.Int(2)}),
                OneOf(s, {"i0", "a", "i"}));
      j = s.Let(s.At(ends, {own * s.Int(2) + 1}), OneOf(s, {"i1", "b", "j"}));
      break;
    }
    default: {
      const Type pair = lang::VecType(2, lang::Scalar::kInt32);
      const Val edge = s.Let(s.At(Input(s, pair, {edges}, name, 0, n - 1), {own}),
                             OneOf(s, {"edge", "e", "ends"}));
      i = edge[0];
      j = edge[1];
      break;
    }
  }
  const Val p = s.Let(s.At(x, {i}), OneOf(s, {"xi", "p0", "p", "x0"}));
  const Val q = s.Let(s.At(x, {j}), OneOf(s, {"xj", "p1", "q", "x1"}));
  const Val d =
      s.Let(s.rng().Chance(0.5) ? q - p : p - q, OneOf(s, {"d", "delta", "edge_vec", "xij"}));
  const Val length = s.Let(s.Call("length", {d}), OneOf(s, {"l", "length", "dist", "len0"}));
  if (s.rng().Chance(0.3)) {
    return s.Output(Finished(s, length), OneOf(s, {"", "lengths", "edge_lengths"}));
  }
  const Val rest = s.Let(
      s.At(Input(s, real, {edges}, OneOf(s, {"rest_lengths", "rest", "l0"}), 0.2, 2.0), {own}),
      OneOf(s, {"rest", "l0", "rest_length"}));
  const Val strain = s.rng().Chance(0.5) ? length / rest - 1 : length - rest;
  if (s.rng().Chance(0.5)) {
    return s.Output(Finished(s, strain), OneOf(s, {"", "strain", "stretch"}));
  }
  const Val stretch = s.Let(strain, OneOf(s, {"stretch", "c", "err"}));
  const Val direction =
      s.rng().Chance(0.5) ? s.Call("normalize", {d}) : d / s.Call("max", {length, Epsilon(s)});
  s.Output(
      direction * (stretch * s.NewArg(real, 0.1, 10.0, OneOf(s, {"ke", "stiffness", "k_spring"}))),
      OneOf(s, {"", "edge_forces", "f_out"}));
}

// The three corners of a triangle: area, normal, centroid, an interpolated attribute.
void DrawTriangles(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const Val own = s.FlatThread();
  const int triangles = s.thread_count();
  const int n = s.rng().Choose(std::array{64, 100, 256, 500, 1000});
  const int points =
      Input(s, vec, {n}, OneOf(s, {"points", "vertices", "positions", "verts"}), -1.0, 1.0);
  const bool flat = s.rng().Chance(0.5);
  const int indices =
      flat ? Indices(s, {triangles * 3}, n, OneOf(s, {"indices", "tri_indices", "faces"}))
           : Indices(s, {triangles, 3}, n, OneOf(s, {"faces", "triangles", "tri_ids"}));
  static constexpr std::array<std::array<std::string_view, 3>, 3> kIndexNames = {
      {{"i", "j", "k"}, {"i0", "i1", "i2"}, {"a_id", "b_id", "c_id"}}};
  static constexpr std::array<std::array<std::string_view, 3>, 3> kPointNames = {
      {{"p", "q", "r"}, {"p0", "p1", "p2"}, {"a", "b", "c"}}};
  const auto& index_names = s.rng().Choose(kIndexNames);
  const auto& point_names = s.rng().Choose(kPointNames);
  std::array<Val, 3> ids;
  std::array<Val, 3> p;
  const bool zero = s.rng().Chance(0.5);
  for (size_t c = 0; c < 3; ++c) {
    const Val corner = s.Int(static_cast<int64_t>(c));
    const Val base = own * s.Int(3);
    ids[c] = flat ? s.At(indices, {c == 0 && !zero ? base : base + corner})
                  : s.At(indices, {own, corner});
    ids[c] = s.Let(ids[c], index_names[c]);
  }
  for (size_t c = 0; c < 3; ++c) {
    p[c] = s.Let(s.At(points, {ids[c]}), point_names[c]);
  }
  switch (s.rng().Below(4)) {
    case 0:
      return s.Output((p[0] + p[1] + p[2]) / s.Real(3.0), OneOf(s, {"centroids", "centers", ""}));
    case 1: {
      const int attribute = Input(s, real, {n}, OneOf(s, {"", "values", "phi", "uv_x"}));
      const Val u = s.Own(s.InputArray(real));
      const Val v = s.rng().Chance(0.5) ? s.DrawInput(real) : s.DrawNumber(real, 0.1, 0.5);
      return s.Output(u * s.At(attribute, {ids[0]}) + v * s.At(attribute, {ids[1]}) +
                      (1.0 - u - v) * s.At(attribute, {ids[2]}));
    }
    default:
      break;
  }
  const Val normal =
      s.Let(s.Call("cross", {p[1] - p[0], p[2] - p[0]}), OneOf(s, {"n", "normal", "cr"}));
  const bool both = s.rng().Chance(0.3);
  if (both || s.rng().Chance(0.5)) {
    s.Output(s.Call("length", {normal}) * s.Real(0.5),
             OneOf(s, {"areas", "tri_areas", "area_out"}));
    if (!both) {
      return;
    }
  }
  s.Output(s.Call("normalize", {normal}), OneOf(s, {"normals_out", "face_normals", "tri_normals"}));
}

// The nearest of a few points: an index and a distance.
void DrawNearest(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Choose(std::array{2, 3, 3, 4}));
  const int k = s.rng().Choose(std::array{4, 8, 10, 16, 32, 64});
  const int centers = Input(
      s, vec, {k}, OneOf(s, {"centroids", "centers", "seeds", "landmarks", "codebook"}), -2.0, 2.0);
  const Val p = s.Let(
      s.Own(Input(s, vec, {}, OneOf(s, {"points", "samples", "queries", "positions"}), -2.0, 2.0)),
      OneOf(s, {"p", "x", "q"}));
  const double far =
      real.scalar == lang::Scalar::kFloat16 ? 1e4 : s.rng().Choose(std::array{1e6, 1e9, 1e10});
  Val best = s.Mutable(s.Real(far), OneOf(s, {"best_dist", "min_dist", "best"}), Between(0.0, far));
  Val which = s.Mutable(s.Int(0), OneOf(s, {"best_idx", "nearest", "label", "cluster"}),
                        Between(0.0, k - 1.0));
  s.Hide(best);
  s.Hide(which);
  const bool squared = s.rng().Chance(0.5);
  s.For(OneOf(s, {"c", "k", "j"}), Val{},
        Extent(s, centers, 0, OneOf(s, {"num_clusters", "num_centers", "k_total"})), 0, [&](Val c) {
          const Val d = s.At(centers, {c}) - p;
          const Val dist = s.Let(squared ? s.Call("length_sq", {d}) : s.Call("length", {d}),
                                 squared ? OneOf(s, {"d2", "dist_sq"}) : OneOf(s, {"d", "dist"}));
          s.If(dist < best, [&] {
            s.Set(best, dist);
            s.Set(which, c);
          });
        });
  Shown(best);
  Shown(which);
  s.Output(which, OneOf(s, {"labels_out", "assignments", "nearest_ids", "cluster_ids"}));
  if (s.rng().Chance(0.6)) {
    s.Output(squared && s.rng().Chance(0.5) ? s.Call("sqrt", {best}) : best,
             OneOf(s, {"", "distances", "min_dists"}));
  }
}

}  // namespace warploom::synth
