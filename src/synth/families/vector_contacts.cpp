// Vectors: contacts of particles with planes, spheres, boxes and each other.
#include <array>

#include "synth/families/inputs.h"
#include "synth/families/vector.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

namespace {

Val ContactNormal(Sketch& s, Type vec) {
  if (s.rng().Chance(0.75)) {
    return Arg(s, vec, {"plane_normal", "normal", "ground_n", "up"}, kUnitFill);
  }
  std::vector<Val> parts(static_cast<size_t>(vec.rows), s.Real(0.0));
  parts[1] = s.Real(1.0);
  Val up = Named(s, s.Construct(vec, parts), {"n", "up", "normal"});
  up.facts.unit = true;
  return up;
}

// What remains of `vt`, the sliding velocity, under friction.
Val Friction(Sketch& s, const Val& vt, const Val& normal_force) {
  const Val mu = Coefficient(s, s.real(), {"mu", "friction", "friction_coeff"}, {0.1, 1.0});
  const Val speed = Named(s, s.Call("length", {vt}), {"vs", "slip", "vt_len"});
  if (s.rng().Chance(0.5)) {
    return vt * s.Call("max", {1.0 - mu * normal_force / (speed + Epsilon(s)), s.Real(0.0)});
  }
  const Val kf = Arg(s, s.real(), {"kf", "friction_stiffness"}, {0.1, 4.0});
  return s.Call("normalize", {vt}) * s.Call("min", {kf * speed, mu * normal_force});
}

}  // namespace

// Contact with a plane: penalty force with friction, or a reflected velocity.
void DrawPlaneContact(Sketch& s) {
  const Type vec = s.vec(s.rng().Chance(0.85) ? 3 : 2);
  const Type real = s.real();
  const Val x = Read(s, vec, {"positions", "x", "contact_points"}, {"x0", "p", "pos"});
  const Val v = Read(s, vec, {"velocities", "v", "particle_qd"}, {"v", "vel", "v0"});
  const Val n = ContactNormal(s, vec);
  Val gap =
      s.Call("dot", {n, s.rng().Chance(0.4)
                            ? x - Arg(s, vec, {"plane_point", "origin", "anchor"}, {-1.0, 1.0})
                            : x});
  if (s.rng().Chance(0.5)) {
    gap = gap - Coefficient(s, real, {"radius", "margin", "thickness", "offset"}, {0.01, 0.3});
  }
  const Val c = Named(s, gap, {"c", "depth", "gap", "phi"});
  const Val vn = Named(s, s.Call("dot", {n, v}), {"vn", "v_n", "normal_speed"});
  if (s.rng().Chance(0.5)) {
    if (s.rng().Chance(0.4)) {
      s.ReturnIf(c > s.DrawNumber(real, 0.0, 0.1));
    }
    const Val ke = Arg(s, real, {"ke", "contact_ke", "stiffness"}, {1.0, 100.0});
    const Val fn =
        Named(s,
              ke * s.Call("min", {c, s.Real(0.0)}) +
                  (s.rng().Chance(0.6)
                       ? Coefficient(s, real, {"kd", "contact_kd", "damping"}, {0.01, 2.0}) *
                             s.Call("min", {vn, s.Real(0.0)})
                       : s.Draw(real, 0)),
              {"fn", "f_n", "normal_force"});
    const Val force = Named(s, n * fn, {"f", "force", "f_contact"});
    if (s.rng().Chance(0.6)) {
      const Val vt = Named(s, v - n * vn, {"vt", "v_t", "tangential"});
      return s.Output(-(force + Friction(s, vt, s.Call("abs", {fn}))),
                      OneOf(s, {"forces", "contact_forces", "f_out"}));
    }
    return s.Output(-force);
  }
  Val out = s.Mutable(v, OneOf(s, {"v_new", "v1", "v_out"}));
  s.If(c < 0.0 && vn < 0.0, [&] {
    const Val e = Coefficient(s, real, {"restitution", "bounce", "e"}, {0.0, 0.9});
    if (s.rng().Chance(0.5)) {
      return s.Set(out, v - n * ((1.0 + e) * vn));
    }
    const Val vt = Named(s, v - vn * n, {"vt", "v_t", "tangential"});
    s.Set(out, (s.rng().Chance(0.5) ? Friction(s, vt, -vn) : vt * s.DrawNumber(real, 0.5, 1.0)) -
                   e * vn * n);
  });
  s.Output(out);
  if (s.rng().Chance(0.4)) {
    s.Output(x - n * s.Call("min", {c, s.Real(0.0)}), OneOf(s, {"x_out", "projected"}));
  }
}

// Pushes a point out of a sphere, or out of each of some spheres.
void DrawSphereContact(Sketch& s) {
  const Type vec = s.vec(s.rng().Chance(0.85) ? 3 : 2);
  const Type real = s.real();
  const Val start = Read(s, vec, {"positions", "x", "points"}, {"x0", "start", "pos"});
  Val p = s.Mutable(start, OneOf(s, {"p", "q", "x1"}));
  s.Hide(p);
  const auto push = [&](const Val& center, const Val& radius) {
    const Val d = Named(s, p - center, {"d", "to_p", "rel"});
    const Val dist = Named(s, s.Call("length", {d}), {"dist", "l", "r"});
    const Val near = s.rng().Chance(0.3) ? dist < radius && dist > Epsilon(s) : dist < radius;
    s.If(near, [&] {
      if (s.rng().Chance(0.5)) {
        s.Set(p, center + d * (radius / dist));
      } else {
        const Val n = s.Let(d / dist, "n");
        s.Update(p, BinaryOp::kAdd,
                 n * (radius - dist) *
                     (s.rng().Chance(0.5) ? s.DrawNumber(real, 0.3, 1.0)
                                          : Arg(s, real, {"relaxation", "push"}, {0.1, 1.0})));
      }
    });
  };
  if (s.rng().Chance(0.4)) {
    push(Arg(s, vec, {"sphere_center", "center", "collider_pos"}, {-1.0, 1.0}),
         Arg(s, real, {"radius", "sphere_radius", "collider_radius"}));
  } else {
    const int count = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 8, 16}));
    const int centers = TableNamed(s, vec, {"sphere_centers", "colliders", "obstacles"}, count);
    const bool own_radius = s.rng().Chance(0.6);
    s.For(OneOf(s, {"k", "s", "c"}), Val{},
          s.rng().Chance(0.5) ? s.SizeOf(centers, 0) : s.Int(count), 0, [&](Val k) {
            push(s.Let(s.At(centers, {k}), "center"),
                 own_radius ? s.Let(s.At(TableNamed(s, real, {"sphere_radii", "radii"}, count,
                                                    kPositiveFill),
                                         {k}),
                                    "radius")
                            : Arg(s, real, {"radius", "sphere_radius"}));
          });
  }
  s.Hide(p, false);
  s.Output(p);
  if (s.rng().Chance(0.3)) {
    s.Output((p - start) / Arg(s, real, {"dt", "h"}, {0.001, 0.05}),
             OneOf(s, {"v_out", "push_velocity"}));
  }
}

// Keeps a point in a box: clamped, bounced, wrapped around, or only told whether it is inside.
void DrawBounds(Sketch& s) {
  const Type vec = s.vec(static_cast<int>(s.rng().Between(2, 3)));
  const Type real = s.real();
  const Val p = Read(s, vec, {"positions", "points", "x"}, {"p", "x0", "pos"}, {-4.0, 4.0});
  const Val lower = Arg(s, vec, {"lower", "bounds_lo", "box_min"}, {-2.0, -0.5});
  const Val upper = Arg(s, vec, {"upper", "bounds_hi", "box_max"}, {0.5, 2.0});
  switch (s.rng().Below(5)) {
    case 0: {
      const Val inside = s.Call("min", {s.Call("max", {p, lower}), upper});
      s.Output(inside);
      return s.rng().Chance(0.4) ? s.Output(s.Call("length", {p - inside})) : void();
    }
    case 1: {
      Val x = s.Mutable(p, OneOf(s, {"x1", "p_new"}));
      Val v = s.Mutable(Read(s, vec, {"velocities", "v"}, {"v", "vel"}), OneOf(s, {"v1", "v_new"}));
      const Val e = Coefficient(s, real, {"restitution", "bounce"}, {0.1, 1.0});
      s.For(OneOf(s, {"k", "axis", "d"}), Val{}, s.Int(vec.rows), 0, [&](Val k) {
        s.If(x[k] < lower[k], [&] {
          s.SetPart(x[k], lower[k]);
          s.SetPart(v[k], -e * v[k]);
        });
        s.If(x[k] > upper[k], [&] {
          s.SetPart(x[k], upper[k]);
          s.SetPart(v[k], -e * v[k]);
        });
      });
      s.Output(x);
      return s.Output(v);
    }
    case 2: {
      const Val size = Named(s, upper - lower, {"size", "extent", "box"});
      std::vector<Val> parts;
      for (int k = 0; k < vec.rows; ++k) {
        const Val side = Known(size[k], 1.0, 4.0);
        parts.push_back(p[k] - side * s.Call("floor", {(p[k] - lower[k]) / side}));
      }
      return s.Output(s.Construct(vec, parts));
    }
    case 3: {
      Val inside = p[0] >= lower[0] && p[0] <= upper[0];
      for (int k = 1; k < vec.rows; ++k) {
        inside = inside && p[k] >= lower[k] && p[k] <= upper[k];
      }
      return s.Output(
          s.Select(Named(s, inside, {"inside", "valid", "in_box"}), s.Draw(real, 1), s.Real(0.0)));
    }
    default: {
      const Val center = Named(s, (lower + upper) * 0.5, {"center", "mid", "c"});
      const Val d =
          Named(s, s.Call("abs", {p - center}) - (upper - lower) * 0.5, {"d", "q", "outside"});
      const Val far = s.Call("max", {d, Zero(s, vec)});
      const Val dist = s.Call("length", {far});
      return s.Output(
          s.rng().Chance(0.5) ? dist : Arg(s, real, {"ke", "wall_ke"}) * dist + s.Draw(real, 0));
    }
  }
}

// Two moving spheres: the impulse between them along the line of their centers.
void DrawCollisionPair(Sketch& s) {
  const Type vec = s.vec(s.rng().Chance(0.7) ? 3 : 2);
  const Type real = s.real();
  const int n = TableSize(s);
  static constexpr std::array<std::string_view, 2> kEnds = {"a", "b"};
  const auto ends = Corners(s, {"pairs", "contacts", "contact_pairs"}, kEnds, n);
  const int xs = TableNamed(s, vec, {"positions", "x", "centers"}, n);
  const int vs = TableNamed(s, vec, {"velocities", "v"}, n);
  const Val n_ab = Named(s, s.Call("normalize", {s.At(xs, {ends[1]}) - s.At(xs, {ends[0]})}),
                         {"n", "normal", "n_ab"});
  const Val rel = Named(s, s.Call("dot", {s.At(vs, {ends[1]}) - s.At(vs, {ends[0]}), n_ab}),
                        {"vrel", "approach", "vn"});
  s.If(rel < 0.0, [&] {
    const Val e = Coefficient(s, real, {"restitution", "e"}, {0.0, 1.0});
    Val j = -(1.0 + e) * rel;
    if (s.rng().Chance(0.6)) {
      const int ms = TableNamed(s, real, {"inv_mass", "inv_masses"}, n, {0.1, 2.0});
      j = j / (s.At(ms, {ends[0]}) + s.At(ms, {ends[1]}));
    } else {
      j = 0.5 * j;
    }
    const Val impulse = Named(s, n_ab * j, {"impulse", "jn", "p"});
    const int out = s.NewArray({vec,
                                {n},
                                lang::Fill::kZero,
                                0.0,
                                0.0,
                                Access::kAtomic,
                                OneOf(s, {"impulses", "delta_v", "v_corr"})});
    ScatterMinus(s, out, ends[0], impulse);
    Scatter(s, out, ends[1], impulse);
  });
}

}  // namespace warploom::synth
