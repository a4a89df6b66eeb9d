#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// for k in range(count): j = neighbors[i, k]; a sum over pairs.
void DrawNeighborList(Sketch& s) {
  const Type element = DrawElement(s, 0.65);
  const Type real = s.real();
  const Val own = s.FlatThread();
  const int n = s.thread_count();
  const int most = s.rng().Choose(std::array{6, 8, 12, 16, 32});
  const bool counted = s.rng().Chance(0.4);
  const bool holes = !counted && s.rng().Chance(0.6);
  const int neighbors =
      Indices(s, {n, most}, n, OneOf(s, {"neighbors", "nbr", "adjacency", "neighbor_ids"}), holes);
  const int x = Input(s, element, {n},
                      element.is_vec() ? OneOf(s, {"positions", "points", "x", "pos"})
                                       : OneOf(s, {"", "values", "phi"}));
  const Val xi = s.Let(s.At(x, {own}), {"xi", "p", "center", "x_i"});
  const Val bound =
      counted ? s.Let(s.At(Input(s, lang::kInt, {n},
                                 OneOf(s, {"neighbor_count", "num_neighbors", "degree"}), 0, most),
                           {own}),
                      "count")
              : Extent(s, neighbors, 1, OneOf(s, {"max_neighbors", "k_max", "num_nbrs"}));
  const bool by_distance = element.is_vec() && s.rng().Chance(0.75);
  const bool pulls = by_distance && s.rng().Chance(0.6);
  const Val radius = by_distance
                         ? s.NewArg(real, 0.2, 2.0, OneOf(s, {"radius", "h", "cutoff", "support"}))
                         : Val{};
  Val sum = Accumulator(s, by_distance && !pulls ? real : element,
                        OneOf(s, {"acc", "sum", "force", "total"}));
  s.For({"k", "n_idx", "m"}, Val{}, bound, 0, [&](Val k) {
    Val j = s.Let(s.At(neighbors, {own, k}), "j");
    if (holes) {
      const bool stop = s.rng().Chance(0.4);
      s.If(j < 0, [&] { stop ? s.Break() : s.Continue(); });
      j = Known(j, 0.0, n - 1.0);
    } else if (s.rng().Chance(0.4)) {
      s.If(j == own, [&] { s.Continue(); });
    }
    if (!by_distance) {
      s.Update(sum, BinaryOp::kAdd, s.rng().Chance(0.6) ? s.At(x, {j}) - xi : s.At(x, {j}));
      return;
    }
    const Val d = s.Let(s.rng().Chance(0.5) ? xi - s.At(x, {j}) : s.At(x, {j}) - xi,
                        {"d", "rij", "delta", "diff"});
    const Val r = s.Let(s.Call("length", {d}), {"r", "dist", "len"});
    const auto add = [&] {
      const Val q =
          s.Let(s.rng().Chance(0.5) ? 1.0 - r / radius : radius - r, {"q", "w", "overlap"});
      s.Update(sum, BinaryOp::kAdd, pulls ? d * q : s.rng().Chance(0.5) ? q * q : q * q * q);
    };
    const bool nonzero = s.rng().Chance(0.4);
    s.If(nonzero ? r < radius && r > Epsilon(s) : r < radius, add);
  });
  const Val total = Shown(sum);
  s.Output(s.rng().Chance(0.3) && total.type == element ? xi + total * s.DrawNumber(real, 0.01, 0.5)
                                                        : Finished(s, total));
}

}  // namespace

Motif NeighborListMotif() {
  return {
      .name = "neighbor-list", .family = Family::kArrays, .weight = 1.3, .draw = DrawNeighborList};
}

}  // namespace warploom::synth::motifs
