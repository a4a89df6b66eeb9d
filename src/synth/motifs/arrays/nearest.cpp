#include <array>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The nearest of a few points: its index and distance.
void DrawNearest(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Choose(std::array{2, 3, 3, 4}));
  const int k = s.rng().Choose(std::array{4, 8, 10, 16, 32, 64});
  const int centers = Input(
      s, vec, {k}, OneOf(s, {"centroids", "centers", "seeds", "landmarks", "codebook"}), -2.0, 2.0);
  const Val p =
      s.Let(s.ThreadElement(Input(
                s, vec, {}, OneOf(s, {"points", "samples", "queries", "positions"}), -2.0, 2.0)),
            {"p", "x", "q"});
  const double far =
      real.scalar == lang::Scalar::kFloat16 ? 1e4 : s.rng().Choose(std::array{1e6, 1e9, 1e10});
  Val best = s.Mutable(s.Real(far), {"best_dist", "min_dist", "best"}, Between(0.0, far));
  Val which =
      s.Mutable(s.Int(0), {"best_idx", "nearest", "label", "cluster"}, Between(0.0, k - 1.0));
  s.Hide(best);
  s.Hide(which);
  const bool squared = s.rng().Chance(0.5);
  s.For({"c", "k", "j"}, Val{},
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
  s.Output(which, {"labels_out", "assignments", "nearest_ids", "cluster_ids"});
  if (s.rng().Chance(0.6)) {
    s.Output(squared && s.rng().Chance(0.5) ? s.Call("sqrt", {best}) : best,
             {"", "distances", "min_dists"});
  }
}

}  // namespace

Motif NearestMotif() {
  return {.name = "nearest", .family = Family::kArrays, .weight = 0.9, .draw = DrawNearest};
}

}  // namespace warploom::synth::motifs
