// The sum over the other points, or over a list of neighbors, of a pair interaction: softened
// attraction, repulsion, smoothing of a vector field, or a density.
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/rays_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

enum class Interaction { kAttraction, kRepulsion, kSmoothing, kDensity };

struct PairSum {
  Type vec, real;
  int n = 0;
  int points = -1;
  bool is_own = false;     // This thread's point is one of the points.
  bool is_listed = false;  // The others are in a neighbor list.
  Interaction interaction = Interaction::kAttraction;
  Val xi;
  Val total;
  Val radius;
};

PairSum DrawPairInputs(Sketch& s) {
  PairSum sum;
  sum.vec = Space(s);
  sum.real = s.real();
  sum.n = s.ndim() == 1 ? s.dims()[0] : static_cast<int>(s.rng().Choose(std::array{16, 32, 64}));
  sum.is_listed = s.rng().Chance(0.4) && s.ndim() < 3;
  sum.points = TableNamed(s, sum.vec, {"positions", "points", "x"}, sum.n);
  sum.is_own = s.ndim() == 1;
  sum.xi = sum.is_own ? s.Let(s.At(sum.points, {s.Thread(0)}), "xi")
                      : Read(s, sum.vec, {"queries", "targets"}, {"xi", "p"});
  sum.interaction = static_cast<Interaction>(s.rng().Below(4));
  const bool is_density = sum.interaction == Interaction::kDensity;
  sum.total = s.Mutable(Zero(s, is_density ? sum.real : sum.vec),
                        is_density ? OneOf(s, {"rho", "density", "potential"})
                                   : OneOf(s, {"acc", "force", "f", "total"}));
  s.Hide(sum.total);
  sum.radius = Arg(s, sum.real, {"radius", "h", "support", "cutoff"}, {0.3, 2.0});
  return sum;
}

Val PairMass(Sketch& s, const PairSum& sum, const Val& j) {
  return s.rng().Chance(0.6)
             ? s.At(TableNamed(s, sum.real, {"masses", "m", "weights"}, sum.n, kPositiveFill), {j})
             : s.DrawNumber(sum.real, 0.1, 2.0);
}

// Gravity with Plummer softening.
void AddAttraction(Sketch& s, PairSum& sum, const Val& j, const Val& r) {
  const Val d2 = Named(s, LengthSq(r) + Square(Arg(s, sum.real, {"eps", "softening"}, {0.05, 0.5})),
                       {"d2", "dist_sq", "r2"});
  const Val inv = s.Let(1.0 / s.Call("sqrt", {d2}), {"inv", "inv_dist", "inv_r"});
  s.Update(sum.total, BinaryOp::kAdd, r * (PairMass(s, sum, j) * inv * inv * inv));
}

void AddRepulsion(Sketch& s, PairSum& sum, const Val& j, const Val& r, const Val& dist) {
  const Val& h = sum.radius;
  const Val near =
      sum.is_own && !sum.is_listed && s.rng().Chance(0.5) ? dist < h && j != s.Thread(0) : dist < h;
  s.If(near, [&] {
    s.Update(
        sum.total, BinaryOp::kSub,
        s.Call("normalize", {r}) *
            ((h - dist) * (s.rng().Chance(0.5) ? Arg(s, sum.real, {"repulsion", "ke", "strength"})
                                               : s.DrawNumber(sum.real, 0.5, 10.0))));
  });
}

void AddSmoothed(Sketch& s, PairSum& sum, const Val& j, const Val& r) {
  const Val& h = sum.radius;
  const Val w = Named(s, Exp(-(LengthSq(r) / Known(h * h, 0.05, 4.0))), {"w", "weight"});
  s.Update(sum.total, BinaryOp::kAdd,
           w * s.At(TableNamed(s, sum.vec, {"velocities", "v", "normals"}, sum.n), {j}));
}

void AddDensity(Sketch& s, PairSum& sum, const Val& j, const Val& dist) {
  s.If(dist < sum.radius, [&] {
    const Val q = Named(s, 1.0 - dist / sum.radius, {"q", "t", "u"});
    s.Update(sum.total, BinaryOp::kAdd,
             Times({PairMass(s, sum, j) * q * q,
                    (s.rng().Chance(0.5) ? q : s.DrawNumber(sum.real, 1.0, 4.0))}));
  });
}

void AddPair(Sketch& s, PairSum& sum, const Val& j) {
  const Val r = Named(s, s.At(sum.points, {j}) - sum.xi, {"r", "d", "rij", "diff"});
  if (sum.interaction == Interaction::kAttraction) {
    return AddAttraction(s, sum, j, r);
  }
  const Val dist = Named(s, s.Call("length", {r}), {"dist", "l", "rlen"});
  switch (sum.interaction) {
    case Interaction::kRepulsion:
      return AddRepulsion(s, sum, j, r, dist);
    case Interaction::kSmoothing:
      return AddSmoothed(s, sum, j, r);
    case Interaction::kAttraction:
    case Interaction::kDensity:
      break;
  }
  AddDensity(s, sum, j, dist);
}

void SumOverList(Sketch& s, PairSum& sum) {
  const int most = static_cast<int>(s.rng().Choose(std::array{4, 6, 8, 16, 32}));
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(most);
  const int lists = s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, sum.n - 1.0,
                                Access::kInput, OneOf(s, {"neighbors", "neighbor_list", "nbrs"})});
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  s.For({"k", "s", "slot"}, Val{}, s.rng().Chance(0.5) ? s.Int(most) : s.SizeOf(lists, s.ndim()), 0,
        [&](Val k) {
          at.push_back(k);
          AddPair(s, sum, s.Let(s.At(lists, at), "j"));
          at.pop_back();
        });
}

void SumOverAll(Sketch& s, PairSum& sum) {
  s.For("j", Val{}, s.SizeOf(sum.points, 0), 0, [&](Val j) {
    if (sum.is_own && sum.interaction != Interaction::kRepulsion && s.rng().Chance(0.5)) {
      s.If(j == s.Thread(0), [&] { s.Continue(); });
    }
    AddPair(s, sum, j);
  });
}

void DrawPairSum(Sketch& s) {
  PairSum sum = DrawPairInputs(s);
  if (sum.is_listed) {
    SumOverList(s, sum);
  } else {
    SumOverAll(s, sum);
  }
  s.Hide(sum.total, false);
  Emit(s, s.rng().Chance(0.6) ? sum.total : sum.total * s.DrawNumber(sum.real, 0.1, 4.0));
}

}  // namespace

Motif PairSumMotif() {
  return {.name = "pair-sum",
          .family = Family::kVector,
          .weight = 1.2,
          .draw = DrawPairSum,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
