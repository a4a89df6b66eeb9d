// Contact with a plane: a penalty force with friction, or a reflected velocity.
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

Val ContactNormal(Sketch& s, Type vec) {
  if (s.rng().Chance(0.75)) {
    return Arg(s, vec, {"plane_normal", "normal", "ground_n", "up"}, kUnitFill);
  }
  std::vector<Val> parts(static_cast<size_t>(vec.rows), s.Real(0.0));
  parts[1] = s.Real(1.0);
  Val up = Named(s, s.Make(vec, parts), {"n", "up", "normal"});
  up.range.unit = true;
  return up;
}

// Coulomb friction: the tangential velocity `vt` reduced, or a bounded force along it.
Val Friction(Sketch& s, const Val& vt, const Val& normal_force) {
  const Val mu = Coefficient(s, s.real(), {"mu", "friction", "friction_coeff"}, {0.1, 1.0});
  const Val speed = Named(s, s.Call("length", {vt}), {"vs", "slip", "vt_len"});
  if (s.rng().Chance(0.5)) {
    return vt * s.Call("max", {1.0 - mu * normal_force / (speed + Epsilon(s)), s.Real(0.0)});
  }
  const Val kf = Arg(s, s.real(), {"kf", "friction_stiffness"}, {0.1, 4.0});
  return s.Call("normalize", {vt}) * s.Call("min", {kf * speed, mu * normal_force});
}

struct PlaneContact {
  Type real;
  Val x, v;
  Val n;
  Val gap;  // The distance to the plane; negative in contact.
  Val vn;   // The normal velocity.
};

PlaneContact ReadPlaneContact(Sketch& s) {
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
  return {real, x, v, n, c, Named(s, s.Call("dot", {n, v}), {"vn", "v_n", "normal_speed"})};
}

void DrawPlanePenalty(Sketch& s, const PlaneContact& contact) {
  const auto& [real, x, v, n, c, vn] = contact;
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
                    {"forces", "contact_forces", "f_out"});
  }
  s.Output(-force);
}

void DrawPlaneBounce(Sketch& s, const PlaneContact& contact) {
  const auto& [real, x, v, n, c, vn] = contact;
  Val out = s.Mutable(v, {"v_new", "v1", "v_out"});
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
    s.Output(x - n * s.Call("min", {c, s.Real(0.0)}), {"x_out", "projected"});
  }
}

void DrawPlaneContact(Sketch& s) {
  const PlaneContact contact = ReadPlaneContact(s);
  if (s.rng().Chance(0.5)) {
    return DrawPlanePenalty(s, contact);
  }
  DrawPlaneBounce(s, contact);
}

}  // namespace

Motif PlaneContactMotif() {
  return {.name = "plane-contact",
          .family = Family::kVector,
          .weight = 0.9,
          .draw = DrawPlaneContact,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
