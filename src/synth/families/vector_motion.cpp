// Vectors: sums over other points, steering, flows, and the components of one vector.
#include <array>

#include "synth/families/inputs.h"
#include "synth/families/vector.h"

namespace warploom::synth {

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
      const Val inv = s.Let(1.0 / s.Call("sqrt", {d2}), OneOf(s, {"inv", "inv_dist", "inv_r"}));
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
                 mass() * q * q * (s.rng().Chance(0.5) ? q : s.DrawNumber(real, 1.0, 4.0)));
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
    s.For(OneOf(s, {"k", "s", "slot"}), Val{},
          s.rng().Chance(0.5) ? s.Int(most) : s.SizeOf(lists, s.ndim()), 0, [&](Val k) {
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

// Steering: towards a target, aligned with neighbours, limited in force.
void DrawSteering(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const Val p = Read(s, vec, {"positions", "x", "pos"}, {"p", "pos_i", "x0"});
  const Val v = Read(s, vec, {"velocities", "v", "vel"}, {"v", "vel_i", "v0"});
  const Val goal = s.rng().Chance(0.5)
                       ? Arg(s, vec, {"target", "goal", "center"}, {-2.0, 2.0})
                       : Read(s, vec, {"goals", "targets", "waypoints"}, {"goal_i", "target_i"});
  const Val to = Named(s, goal - p, {"to_goal", "offset", "desired"});
  const Val dist = Named(s, s.Call("length", {to}), {"dist", "d", "range_to"});
  const Val top = Arg(s, real, {"max_speed", "cruise", "v_max"}, {0.5, 4.0});
  Val speed = top;
  if (s.rng().Chance(0.5)) {
    const Val slow = Arg(s, real, {"slow_radius", "arrival", "radius"}, {0.5, 2.0});
    speed = s.rng().Chance(0.5) ? top * s.Call("min", {dist / slow, s.Real(1.0)})
                                : s.Select(dist < slow, top * dist / slow, top);
  }
  const Val wanted =
      Named(s, to * (speed / s.Fit(dist, Domain::kPositive)), {"v_des", "desired_vel", "wanted"});
  Val steer = Named(s, wanted - v, {"steer", "dv", "acc"});
  if (s.rng().Chance(0.4)) {
    s.Update(steer, BinaryOp::kAdd, s.Draw(vec, s.DrawDepth()));
  }
  const Val most = Coefficient(s, real, {"max_force", "max_acc", "limit"}, {0.5, 4.0});
  if (s.rng().Chance(0.6)) {
    const Val size = Named(s, s.Call("length", {steer}), {"mag", "steer_mag"});
    s.If(size > most, [&] {
      s.Set(steer, s.rng().Chance(0.5) ? s.Call("normalize", {steer}) * most
                                       : steer / Known(size, 0.5, 1e3) * most);
    });
  }
  Emit(s, s.rng().Chance(0.5) ? steer : v + steer * TimeStep(s));
}

// A vector turned about an axis or in its plane; a vortex or a shear flow.
void DrawFlow(Sketch& s) {
  const Type real = s.real();
  const bool flat = s.rng().Chance(0.5);
  const Type vec = s.vec(flat ? 2 : 3);
  const Val p = Read(s, vec, {"points", "positions", "x"}, {"p", "x0", "q"});
  const Val center = Arg(s, vec, {"center", "origin", "pivot"}, {-1.0, 1.0});
  const Val r = Named(s, p - center, {"r", "rel", "d"});
  if (flat && s.rng().Chance(0.5)) {
    const Val angle = s.rng().Chance(0.5) ? Arg(s, real, {"angle", "theta", "phase"}, {-3.0, 3.0})
                                          : Named(s, s.Draw(real, 2), {"angle", "theta"});
    const Val c = s.Let(s.Call("cos", {angle}), "c");
    const Val sn = s.Let(s.Call("sin", {angle}), OneOf(s, {"s", "sn"}));
    return Emit(s, center + s.Construct(vec, {c * r.x() - sn * r.y(), sn * r.x() + c * r.y()}));
  }
  const Val strength = Coefficient(s, real, {"strength", "circulation", "omega"}, {0.5, 4.0});
  const Val fall =
      s.rng().Chance(0.5)
          ? Exp(-(LengthSq(r) / Square(Arg(s, real, {"core", "radius", "sigma"}, {0.3, 1.0}))))
          : 1.0 / (LengthSq(r) + Square(Arg(s, real, {"core", "eps_core"}, {0.1, 0.5})));
  Val swirl = r;
  if (flat) {
    swirl = s.Construct(vec, {-r.y(), r.x()});
  } else {
    const Val axis = s.rng().Chance(0.6)
                         ? Arg(s, vec, {"axis", "up", "vorticity"}, kUnitFill)
                         : s.Construct(vec, {s.Real(0.0), s.Real(1.0), s.Real(0.0)});
    swirl = s.Call("cross", {axis, r});
  }
  const Val u = Named(s, swirl * (strength * fall), {"u", "vel", "swirl"});
  Emit(s, s.rng().Chance(0.5) ? u : p + (u + s.Draw(vec, 1)) * TimeStep(s));
}

// Something of the components of one vector: sums, extremes, norms, in a loop or by name.
void DrawComponents(Sketch& s) {
  const Type vec = s.vec(static_cast<int>(s.rng().Between(2, 4)));
  const Type real = s.real();
  const Val a = Read(s, vec, {"features", "points", "a", "samples"}, {"a", "v", "f"});
  const Val b = s.rng().Chance(0.6) ? Read(s, vec, {"b", "queries", "targets"}, {"b", "w", "g"})
                                    : Arg(s, vec, {"mean", "query", "bias_vec"}, {-1.0, 1.0});
  switch (s.rng().Below(5)) {
    case 0: {
      Val total = s.Mutable(s.Real(0.0), OneOf(s, {"total", "acc", "sum"}));
      s.Hide(total);
      s.For(OneOf(s, {"k", "c", "d"}), Val{}, s.Int(vec.rows), 0, [&](Val k) {
        const Val diff = a[k] - b[k];
        s.Update(total, BinaryOp::kAdd,
                 s.rng().Chance(0.5) ? s.Call("abs", {diff}) : diff * diff * s.Draw(real, 0));
      });
      s.Hide(total, false);
      return Emit(s, total);
    }
    case 1: {
      const Val cosine =
          s.Call("dot", {a, b}) / (s.Call("length", {a}) * s.Call("length", {b}) + Epsilon(s));
      return Emit(s, s.rng().Chance(0.5) ? cosine : 1.0 - cosine);
    }
    case 2: {
      const Val diff = Named(s, a - b, {"diff", "delta", "e"});
      Val most = s.Call("abs", {diff[0]});
      for (int k = 1; k < vec.rows; ++k) {
        most = s.Call("max", {most, s.Call("abs", {diff[k]})});
      }
      return Emit(s, s.rng().Chance(0.5) ? most : s.Call("max", {s.Call("abs", {diff})}));
    }
    case 3: {
      const Val scaled = s.Call(
          "cw_mul", {a - b, s.rng().Chance(0.5)
                                ? Arg(s, vec, {"scale", "inv_std", "weights_vec"}, kPositiveFill)
                                : s.Draw(vec, 1)});
      return Emit(s, s.rng().Chance(0.5) ? scaled : s.Call("length_sq", {scaled}));
    }
    default: {
      Val out = s.Mutable(a, OneOf(s, {"out", "r", "clipped"}));
      const Val limit = Coefficient(s, real, {"limit", "clip", "bound"}, {0.3, 2.0});
      s.For(OneOf(s, {"k", "c", "d"}), Val{}, s.Int(vec.rows), 0,
            [&](Val k) { s.SetPart(out[k], s.Call("clamp", {out[k] - b[k], -limit, limit})); });
      return Emit(s, out);
    }
  }
}

}  // namespace warploom::synth
