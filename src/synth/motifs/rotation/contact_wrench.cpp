// A contact on a body: the contact point's velocity, a penalty force with friction, and the wrench
// that it applies to the body.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct BodyContact {
  Type real;
  int bodies = 0;
  Val body;
  Val point;   // In the world, as all that follow.
  Val lever;   // From the body's position or center of mass to the point.
  Val motion;  // The point's velocity.
  Val normal;
};

BodyContact ReadBodyContact(Sketch& s) {
  BodyContact c;
  c.real = Precise(s);
  const Type real = c.real;
  const Type vec = Vec3(real);
  c.bodies = static_cast<int>(s.rng().Choose(std::array{8, 16, 32, 64, 128}));
  const int bodies = c.bodies;
  c.body =
      s.Let(s.ThreadElement(InputNamed(s, lang::kInt, {"contact_body", "body_ids", "shape_body"},
                                       {0.0, bodies - 1.0})),
            {"b", "body", "bid"});
  const Val x = s.Let(s.At(TableNamed(s, Pose(real), {"body_q", "body_poses"}, bodies), {c.body}),
                      {"X_wb", "X", "tf"});
  const Val local =
      s.ThreadElement(InputNamed(s, vec, {"contact_points", "contact_point0", "local_points"}));
  c.point = s.Let(s.Call("transform_point", {x, local}), {"cp", "p", "point_w"});
  c.lever = s.Let(
      c.point - (s.rng().Chance(0.5)
                     ? PositionOf(x)
                     : s.Call("transform_point",
                              {x, s.At(TableNamed(s, vec, {"body_com", "com"}, bodies, {-0.5, 0.5}),
                                       {c.body})})),
      {"r", "lever", "arm"});
  const Val v = s.Let(s.At(TableNamed(s, Spatial(real), {"body_qd", "body_v"}, bodies), {c.body}),
                      {"v_s", "qd"});
  c.motion = s.Let(real == lang::kFloat && s.rng().Chance(0.3)
                       ? s.Call("velocity_at_point", {v, c.lever})
                       : Linear(v) + s.Call("cross", {Angular(v), c.lever}),
                   {"dpdt", "v_c", "bv"});
  c.normal = s.rng().Chance(0.6)
                 ? Read(s, vec, {"contact_normals", "normals"}, {"n", "normal"}, kUnitFill)
                 : s.Let(BasisVector(s, real, s.rng().Chance(0.5) ? 1 : 2), "n");
  return c;
}

// A spring and damper along the normal, often with Coulomb friction across it.
Val PenaltyForce(Sketch& s, const BodyContact& c, const Val& depth) {
  const Type real = c.real;
  const Val vn = s.Let(s.Call("dot", {c.normal, c.motion}), {"vn", "v_n"});
  const Val fn = s.Let(Plus({s.Call("min", {depth, s.Real(0.0, real)}) *
                                 Arg(s, real, {"ke", "contact_ke"}, {1.0, 100.0}),
                             s.Call("min", {vn, s.Real(0.0, real)}) *
                                 Coefficient(s, real, {"kd", "contact_kd"}, {0.01, 2.0})}),
                       {"fn", "f_n"});
  Val f = c.normal * fn;
  if (s.rng().Chance(0.6)) {
    const Val vt = s.Let(c.motion - c.normal * vn, {"vt", "v_t"});
    const Val slip = s.Call(
        "min", {s.Call("length", {vt}) * Arg(s, real, {"kf", "friction_stiffness"}, {0.1, 4.0}),
                Coefficient(s, real, {"mu", "friction"}, {0.1, 1.0}) * s.Call("abs", {fn})});
    f = f + s.Call("normalize", {vt}) * slip;
  }
  return s.Let(f, {"f_total", "f", "force"});
}

void DrawContactWrench(Sketch& s) {
  const BodyContact c = ReadBodyContact(s);
  const Val depth =
      s.Let(s.Call("dot", {c.normal, c.point}) -
                Coefficient(s, c.real, {"thickness", "margin", "radius"}, {0.01, 0.2}),
            {"d", "c", "depth"});
  if (s.rng().Chance(0.5)) {
    s.ReturnIf(s.rng().Chance(0.5)
                   ? depth > 0.0
                   : depth >= Arg(s, c.real, {"contact_margin", "max_gap"}, {0.01, 0.2}));
  }
  const Val total = PenaltyForce(s, c, depth);
  if (s.rng().Chance(0.2)) {
    return s.Output(SpatialVector(s.Call("cross", {c.lever, total}), total),
                    {"wrench_out", "contact_wrench"});
  }
  const int out = BodyForces(s, c.real, c.bodies);
  const Val moment = s.rng().Chance(0.5)
                         ? s.Let(s.Call("cross", {c.lever, total}), {"t_total", "torque"})
                         : s.Call("cross", {c.lever, total});
  ScatterMinus(s, out, c.body, SpatialVector(moment, total));
}

}  // namespace

Motif ContactWrenchMotif() {
  return {.name = "contact-wrench",
          .family = Family::kRotation,
          .weight = 1.6,
          .draw = DrawContactWrench,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
