// A step of k-means: hard or soft assignment of each sample to the centers, and the sums from which
// the new centers follow.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// Samples and centers: arrays of vecs, or of rows of features.
class Data {
 public:
  Data(Sketch& s, Type real) : sketch_(s), real_(real) {
    clusters_ = s.rng().Choose(std::array{4, 8, 10, 16, 32});
    own_ = s.FlatThread();
    wide_ = s.rng().Chance(0.4);
    const int n = s.thread_count();
    if (wide_) {
      features_ = s.rng().Choose(std::array{4, 8, 16, 32});
      samples_ = Input(s, real, {n, features_}, OneOf(s, {"samples", "x", "data"}));
      centers_ = Input(s, real, {clusters_, features_}, OneOf(s, {"centroids", "centers"}));
      size_ = Extent(s, samples_, 1, OneOf(s, {"dim", "num_features"}));
      return;
    }
    element_ = lang::VecType(s.rng().Choose(std::array{3, 3, 2, 4}), real.scalar);
    samples_ = Input(s, element_, {n}, OneOf(s, {"points", "samples", "colors"}));
    centers_ = Input(s, element_, {clusters_}, OneOf(s, {"centroids", "centers", "means"}));
    sample_ = Named(s, s.At(samples_, {own_}), {"p", "x", "sample"});
  }

  int clusters() const { return clusters_; }
  Val Bound() const {
    return Extent(sketch_, centers_, 0, OneOf(sketch_, {"num_clusters", "k_clusters"}));
  }

  // The distance to center c in the drawn metric.
  Val Distance(const Val& c, size_t metric) const {
    Sketch& s = sketch_;
    if (!wide_) {
      const Val d = Named(s, sample_ - s.At(centers_, {c}), {"d", "diff"});
      if (metric != 1) {
        return metric == 0 ? s.Call("dot", {d, d}) : s.Call("length", {d});
      }
      Val sum = s.Call("abs", {d[0]});
      for (int k = 1; k < element_.rows; ++k) {
        sum = sum + s.Call("abs", {d[k]});
      }
      return sum;
    }
    Val sum = s.Mutable(s.Real(0.0, real_), {"dist", "acc"}, Between(0.0, 1e3));
    s.Hide(sum);
    s.For({"f", "j"}, Val{}, size_, 0, [&](const Val& j) {
      const Val d = Named(s, s.At(samples_, {own_, j}) - s.At(centers_, {c, j}), {"d", "diff"});
      s.Update(sum, BinaryOp::kAdd, metric == 1 ? s.Call("abs", {d}) : d * d);
    });
    return sum;
  }

  // Adds the sample, optionally weighted, to the sums of the cluster.
  void AddTo(const Val& cluster, const Val& weight) const {
    Sketch& s = sketch_;
    const auto name = OneOf(s, {"sums", "new_centroids", "accum"});
    if (!wide_) {
      const int sums = Totals(s, element_, {clusters_}, name);
      return Scatter(s, sums, cluster, weight.is_valid() ? sample_ * weight : sample_);
    }
    const int sums = Totals(s, real_, {clusters_, features_}, name);
    s.For({"f", "j"}, Val{}, size_, 0, [&](const Val& j) {
      const Val x = s.At(samples_, {own_, j});
      s.AtomicAdd(sums, std::array{cluster, j}, weight.is_valid() ? x * weight : x);
    });
  }

 private:
  Sketch& sketch_;
  Type real_, element_;
  bool wide_;
  int clusters_;
  int features_ = 0;
  int samples_;
  int centers_;
  Val own_, sample_, size_;
};

// The index of the nearest center and its distance.
std::array<Val, 2> Nearest(Sketch& s, const Data& data, Type real) {
  const double far = real == lang::kDouble ? 1e30 : s.rng().Choose(std::array{1e10, 1e8, 1e6});
  Val best = s.Mutable(s.Real(far, real), {"best", "min_dist", "best_dist"}, Between(0.0, far));
  Val label =
      s.Mutable(s.Int(0), {"label", "nearest", "best_c"}, Between(0.0, data.clusters() - 1.0));
  s.Hide(best);
  s.Hide(label);
  const auto metric = s.rng().Below(3);
  const int bias =
      s.rng().Chance(0.35)
          ? Input(s, real, {data.clusters()}, OneOf(s, {"penalty", "log_weights", "cluster_bias"}))
          : -1;
  const Val scale =
      bias < 0 && s.rng().Chance(0.3) ? Named(s, s.Draw(real, 1), {"scale", "w_d"}) : Val{};
  const Val bound = data.Bound();
  s.For({"c", "k"}, Val{}, bound, 0, [&](const Val& c) {
    Val d = data.Distance(c, metric);
    if (bias >= 0) {
      d = d + s.At(bias, {c});
    } else if (scale.is_valid()) {
      d = d * scale;
    }
    d = Named(s, d, {"d2", "dist_c", "cost"});
    s.If(d < best, [&] {
      s.Set(best, d);
      s.Set(label, c);
    });
  });
  return {Shown(label), Shown(best)};
}

void Hard(Sketch& s, const Data& data, Type real) {
  const auto [label, best] = Nearest(s, data, real);
  const int old = s.rng().Chance(0.35) ? Indices(s, {}, data.clusters(),
                                                 OneOf(s, {"labels", "old_labels", "prev_assign"}))
                                       : -1;
  s.Output(label, old >= 0 ? "new_labels" : OneOf(s, {"labels", "assignments", "labels_out"}));
  if (old >= 0) {
    const int changed = Totals(s, kInt, {1}, OneOf(s, {"num_changed", "changed"}));
    s.If(s.ThreadElement(old) != label, [&] { Scatter(s, changed, s.Int(0), s.Int(1)); });
  }
  const Val weight = s.rng().Chance(0.35) ? Read(s, real, {"sample_weights", "weights"},
                                                 {"w", "sample_w"}, {0.0, 1.0})
                                          : Val{};
  if (s.rng().Chance(0.75)) {
    data.AddTo(label, weight);
    const Type counted = weight.is_valid() ? real : kInt;
    const int counts = Totals(s, counted, {data.clusters()}, OneOf(s, {"counts", "cluster_sizes"}));
    Scatter(s, counts, label, weight.is_valid() ? weight : s.Int(1));
  }
  if (s.rng().Chance(0.5)) {
    const int inertia = Totals(s, real, {1}, OneOf(s, {"inertia", "total_cost"}));
    Scatter(s, inertia, s.Int(0), weight.is_valid() ? best * weight : best);
  }
}

// Soft assignment: every center gets a share of the sample by its distance.
void Soft(Sketch& s, const Data& data, Type real) {
  const Val beta = Coefficient(s, real, {"beta", "inv_temp", "sharpness"}, {0.2, 2.0});
  const auto metric = s.rng().Below(2);
  const int shares =
      OutputArray(s, real, {s.thread_count(), data.clusters()}, OneOf(s, {"resp", "memberships"}));
  const Val own = s.FlatThread();
  Val total = s.Mutable(s.Real(0.0, real), {"total", "norm"}, Between(0.0, 1e3));
  s.Hide(total);
  const Val bound = data.Bound();
  s.For("c", Val{}, bound, 0, [&](const Val& c) {
    const Val d = data.Distance(c, metric);
    const Val e = Named(s, Exp(Known(-beta * d, -60.0, 0.0)), {"e", "r"});
    s.StoreAt(shares, std::array{own, c}, e);
    s.Update(total, BinaryOp::kAdd, e);
  });
  const Val sum = Named(s, s.Call("max", {total, s.Real(1e-8, real)}), {"denom", "z"});
  s.For("c", Val{}, bound, 0, [&](const Val& c) {
    const Val r = Named(s, s.At(shares, {own, c}) / sum, {"share", "r_c"});
    s.StoreAt(shares, std::array{own, c}, r);
    data.AddTo(c, r);
  });
}

void DrawKmeans(Sketch& s) {
  const Type real = Precise(s);
  const Data data(s, real);
  s.rng().Chance(0.75) ? Hard(s, data, real) : Soft(s, data, real);
}

}  // namespace

Motif KmeansMotif() {
  return {.name = "kmeans",
          .family = Family::kAtomics,
          .weight = 1.0,
          .draw = DrawKmeans,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "learning",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
