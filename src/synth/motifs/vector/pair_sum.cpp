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

// What each other point does to this one: softened attraction, repulsion or a smoothing kernel.
void DrawPairSum(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const int n =
      s.ndim() == 1 ? s.dims()[0] : static_cast<int>(s.rng().Choose(std::array{16, 32, 64}));
  const bool listed = s.rng().Chance(0.4) && s.ndim() < 3;
  const int points = TableNamed(s, vec, {"positions", "points", "x"}, n);
  const bool own = s.ndim() == 1;
  const Val xi = own ? s.Let(s.At(points, {s.Thread(0)}), "xi")
                     : Read(s, vec, {"queries", "targets"}, {"xi", "p"});
  const auto kind = s.rng().Below(4);
  Val total = s.Mutable(Zero(s, kind == 3 ? real : vec),
                        kind == 3 ? OneOf(s, {"rho", "density", "potential"})
                                  : OneOf(s, {"acc", "force", "f", "total"}));
  s.Hide(total);
  const Val h = Arg(s, real, {"radius", "h", "support", "cutoff"}, {0.3, 2.0});
  const auto body = [&](const Val& j) {
    const Val r = Named(s, s.At(points, {j}) - xi, {"r", "d", "rij", "diff"});
    const auto mass = [&] {
      return s.rng().Chance(0.6)
                 ? s.At(TableNamed(s, real, {"masses", "m", "weights"}, n, kPositiveFill), {j})
                 : s.DrawNumber(real, 0.1, 2.0);
    };
    if (kind == 0) {
      const Val d2 = Named(s, LengthSq(r) + Square(Arg(s, real, {"eps", "softening"}, {0.05, 0.5})),
                           {"d2", "dist_sq", "r2"});
      const Val inv = s.Let(1.0 / s.Call("sqrt", {d2}), {"inv", "inv_dist", "inv_r"});
      s.Update(total, BinaryOp::kAdd, r * (mass() * inv * inv * inv));
      return;
    }
    const Val dist = Named(s, s.Call("length", {r}), {"dist", "l", "rlen"});
    if (kind == 1) {
      const Val near =
          own && !listed && s.rng().Chance(0.5) ? dist < h && j != s.Thread(0) : dist < h;
      s.If(near, [&] {
        s.Update(
            total, BinaryOp::kSub,
            s.Call("normalize", {r}) *
                ((h - dist) * (s.rng().Chance(0.5) ? Arg(s, real, {"repulsion", "ke", "strength"})
                                                   : s.DrawNumber(real, 0.5, 10.0))));
      });
    } else if (kind == 2) {
      const Val w = Named(s, Exp(-(LengthSq(r) / Known(h * h, 0.05, 4.0))), {"w", "weight"});
      s.Update(total, BinaryOp::kAdd,
               w * s.At(TableNamed(s, vec, {"velocities", "v", "normals"}, n), {j}));
    } else {
      s.If(dist < h, [&] {
        const Val q = Named(s, 1.0 - dist / h, {"q", "t", "u"});
        s.Update(total, BinaryOp::kAdd,
                 Times({mass() * q * q, (s.rng().Chance(0.5) ? q : s.DrawNumber(real, 1.0, 4.0))}));
      });
    }
  };
  if (listed) {
    const int most = static_cast<int>(s.rng().Choose(std::array{4, 6, 8, 16, 32}));
    std::vector<int> shape(s.dims().begin(), s.dims().end());
    shape.push_back(most);
    const int lists =
        s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, n - 1.0, Access::kInput,
                    OneOf(s, {"neighbors", "neighbor_list", "nbrs"})});
    std::vector<Val> at;
    for (int k = 0; k < s.ndim(); ++k) {
      at.push_back(s.Thread(k));
    }
    s.For({"k", "s", "slot"}, Val{}, s.rng().Chance(0.5) ? s.Int(most) : s.SizeOf(lists, s.ndim()),
          0, [&](Val k) {
            at.push_back(k);
            body(s.Let(s.At(lists, at), "j"));
            at.pop_back();
          });
  } else {
    s.For("j", Val{}, s.SizeOf(points, 0), 0, [&](Val j) {
      if (own && kind != 1 && s.rng().Chance(0.5)) {
        s.If(j == s.Thread(0), [&] { s.Continue(); });
      }
      body(j);
    });
  }
  s.Hide(total, false);
  Emit(s, s.rng().Chance(0.6) ? total : total * s.DrawNumber(real, 0.1, 4.0));
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
