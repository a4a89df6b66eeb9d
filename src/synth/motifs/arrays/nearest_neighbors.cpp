// The k nearest points of a cloud by brute force, in a short list sorted by insertion.
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

// The sorted list of the nearest points so far: rows of two arrays, or two small vectors.
class Nearest {
 public:
  Nearest(Sketch& s, Type real, int points) : sketch_(s), real_(real) {
    in_vectors_ = s.rng().Chance(0.35);
    size_ = in_vectors_ ? s.rng().Choose(std::array{2, 3, 4})
                        : s.rng().Choose(std::array{4, 5, 8, 10, 16});
    own_ = s.FlatThread();
    far_ = s.rng().Choose(std::array{1e10, 1e6, 1e8});
    if (in_vectors_) {
      const Type reals = lang::VecType(size_, real.scalar);
      const Type whole = lang::VecType(size_, lang::Scalar::kInt32);
      best_ = s.Mutable(s.Make(reals, {s.Real(far_, real)}), {"best", "dists"}, Between(0.0, far_));
      ids_ =
          s.Mutable(s.Make(whole, {s.Int(-1)}), {"ids", "best_ids"}, Between(-1.0, points - 1.0));
      s.Hide(best_);
      s.Hide(ids_);
      bound_ = s.Int(size_);
      return;
    }
    const std::vector<int> shape = {s.thread_count(), size_};
    distances_ = OutputArray(s, real, shape, OneOf(s, {"dists", "knn_dist", "out_dist"}));
    indices_ = OutputArray(s, kInt, shape, OneOf(s, {"neighbors", "knn_idx", "out_idx"}));
    bound_ = SizeOrLiteral(s, size_, {"k", "num_neighbors"}, 0.5);
    s.For({"m", "i_nn"}, Val{}, bound_, 0,
          [&](const Val& m) { Store(m, s.Real(far_, real_), s.Int(-1)); });
  }

  int size() const { return size_; }
  bool in_vectors() const { return in_vectors_; }
  const Val& bound() const { return bound_; }
  const Val& best() const { return best_; }
  const Val& ids() const { return ids_; }

  Val Last() const {
    return std::holds_alternative<lang::Literal>(sketch_.module()[bound_.id].node)
               ? sketch_.Int(size_ - 1)
               : bound_ - 1;
  }
  Val Distance(const Val& slot) const {
    return in_vectors_ ? best_[slot] : Known(sketch_.At(distances_, {own_, slot}), 0.0, far_);
  }
  Val Index(const Val& slot) const {
    return in_vectors_ ? ids_[slot] : sketch_.At(indices_, {own_, slot});
  }
  void Store(const Val& slot, const Val& distance, const Val& index) {
    if (in_vectors_) {
      sketch_.SetPart(best_[slot], distance);
      return sketch_.SetPart(ids_[slot], index);
    }
    sketch_.StoreAt(distances_, std::array{own_, slot}, distance);
    sketch_.StoreAt(indices_, std::array{own_, slot}, index);
  }

  // Moves farther entries back by one slot and inserts the point.
  void Insert(const Val& distance, const Val& index) {
    Sketch& s = sketch_;
    Val slot = s.Mutable(Last(), {"slot", "pos"}, Between(0.0, size_ - 1.0));
    s.Hide(slot);
    const auto before = [&] { return Known(slot - 1, 0.0, size_ - 2.0); };
    s.While(slot > 0 && Distance(before()) > distance, [&] {
      Store(slot, Distance(before()), Index(before()));
      s.Update(slot, BinaryOp::kSub, s.Int(1));
    });
    Store(slot, distance, index);
  }

 private:
  Sketch& sketch_;
  Type real_;
  bool in_vectors_;
  int size_;
  double far_;
  int distances_ = -1;
  int indices_ = -1;
  Val own_, best_, ids_, bound_;
};

// The mean of the neighbors' values, weighted by proximity.
void Interpolate(Sketch& s, const Nearest& nearest, Type real, int values) {
  const auto how = s.rng().Below(3);
  const Val sharp = how == 1 ? Coefficient(s, real, {"beta", "inv_h2"}, {0.2, 2.0}) : Val{};
  const Val offset = how == 2 ? Named(s, s.Draw(real, 2), {"base", "prior"}) : Val{};
  Val sum = Accumulator(s, real, OneOf(s, {"acc", "total"}));
  Val weights = Accumulator(s, real, OneOf(s, {"wsum", "norm"}));
  s.For({"m", "i_nn"}, Val{}, nearest.bound(), 0, [&](const Val& m) {
    const Val id = Named(s, nearest.Index(m), {"id", "nb"});
    s.If(id < 0, [&] { s.Break(); });
    const int n = s.arrays()[static_cast<size_t>(values)].shape[0];
    const Val value = s.At(values, {Known(id, 0.0, n - 1.0)});
    const Val d2 = Known(nearest.Distance(m), 0.0, 1e10);
    const Val w = how == 1 ? Exp(Known(-sharp * d2, -60.0, 0.0))
                           : 1.0 / (s.Call("sqrt", {d2}) + s.DrawNumber(real, 0.001, 0.1));
    const Val weight = Named(s, w, {"w", "weight"});
    s.Update(sum, BinaryOp::kAdd, weight * (offset.is_valid() ? value - offset : value));
    s.Update(weights, BinaryOp::kAdd, weight);
  });
  const Val mean = sum / s.Call("max", {weights, s.Real(1e-6, real)});
  Shown(sum);
  Shown(weights);
  OutputNamed(s, offset.is_valid() ? offset + mean : mean, {"predicted", "smoothed"});
}

// The radius of the neighborhood, or its density.
void Measure(Sketch& s, const Nearest& nearest, Type real) {
  if (s.rng().Chance(0.5)) {
    const Val far =
        nearest.Distance(nearest.in_vectors() ? s.Int(nearest.size() - 1) : nearest.Last());
    const Val reach = s.Call("sqrt", {Known(far, 0.0, 1e10)});
    return OutputNamed(s,
                       s.rng().Chance(0.5) ? reach : s.Real(nearest.size(), real) / (reach + 0.01),
                       {"density", "reach_out", "core_dist"});
  }
  Val sum = Accumulator(s, real, OneOf(s, {"acc", "total"}));
  s.For({"m", "i_nn"}, Val{}, nearest.bound(), 0, [&](const Val& m) {
    s.Update(sum, BinaryOp::kAdd, s.Call("sqrt", {Known(nearest.Distance(m), 0.0, 1e10)}));
  });
  OutputNamed(s, Shown(sum) / AsNumber(s, nearest.bound(), real), {"mean_dist", "spacing"});
}

void DrawNearestNeighbors(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = lang::VecType(s.rng().Chance(0.7) ? 3 : 2, real.scalar);
  const bool own_cloud = s.rng().Chance(0.4);  // Queries and points are the same cloud.
  const int n = own_cloud ? s.thread_count() : s.rng().Choose(std::array{64, 128, 200, 256});
  const int points = Input(s, vec, {n}, OneOf(s, {"points", "cloud", "train_x"}), -2.0, 2.0);
  const Val q = own_cloud ? Named(s, s.At(points, {s.FlatThread()}), {"q", "p"})
                          : Read(s, vec, {"queries", "query_points"}, {"q", "query"});
  const int values =
      s.rng().Chance(0.5) ? Input(s, real, {n}, OneOf(s, {"values", "train_y"})) : -1;
  const bool limited = s.rng().Chance(0.4);
  Val reach;
  if (limited && s.rng().Chance(0.6)) {
    const Val radius = Arg(s, real, {"max_radius", "r_max"}, {0.5, 3.0});
    reach = Named(s, radius * radius, {"r2_max", "max_d2"});
  } else if (limited) {
    reach = s.DrawNumber(real, 0.5, 8.0);
  }
  Nearest nearest(s, real, n);
  const Val bound = Extent(s, points, 0, OneOf(s, {"num_points", "n_points"}));
  s.For({"j", "cand"}, Val{}, bound, 0, [&](const Val& j) {
    if (own_cloud) {
      s.If(j == s.FlatThread(), [&] { s.Continue(); });
    }
    const Val d = Named(s, s.At(points, {j}) - q, {"d", "diff"});
    const Val square = s.Call("dot", {d, d});
    const Val d2 = Named(s, Known(square, 0.0, 1e4), {"d2", "dist_sq"});
    if (limited) {
      s.If(d2 > reach, [&] { s.Continue(); });
    }
    if (s.rng().Chance(0.5)) {
      s.If(d2 < nearest.Distance(nearest.in_vectors() ? s.Int(nearest.size() - 1) : nearest.Last()),
           [&] { nearest.Insert(d2, j); });
    } else {
      s.If(
          d2 >= nearest.Distance(nearest.in_vectors() ? s.Int(nearest.size() - 1) : nearest.Last()),
          [&] { s.Continue(); });
      nearest.Insert(d2, j);
    }
  });
  if (nearest.in_vectors()) {
    OutputNamed(s, Shown(nearest.ids()), {"neighbors", "knn_idx"});
    if (values < 0 && s.rng().Chance(0.5)) {
      return OutputNamed(s, Shown(nearest.best()), {"dists", "knn_dist"});
    }
  }
  if (values >= 0) {
    Interpolate(s, nearest, real, values);
  } else if (!limited && s.rng().Chance(0.6)) {
    Measure(s, nearest, real);
  }
}

}  // namespace

Motif NearestNeighborsMotif() {
  return {.name = "nearest-neighbors",
          .family = Family::kArrays,
          .weight = 1.0,
          .draw = DrawNearestNeighbors,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "geometry",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
