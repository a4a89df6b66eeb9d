#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A contact on a body: the point's velocity, a penalty force and its wrench.
void DrawContactWrench(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const int bodies = static_cast<int>(s.rng().Choose(std::array{8, 16, 32, 64, 128}));
  const Val body =
      s.Let(s.ThreadElement(InputNamed(s, lang::kInt, {"contact_body", "body_ids", "shape_body"},
                                       {0.0, bodies - 1.0})),
            {"b", "body", "bid"});
  const Val x = s.Let(s.At(TableNamed(s, Pose(real), {"body_q", "body_poses"}, bodies), {body}),
                      {"X_wb", "X", "tf"});
  const Val local =
      s.ThreadElement(InputNamed(s, vec, {"contact_points", "contact_point0", "local_points"}));
  const Val p = s.Let(s.Call("transform_point", {x, local}), {"cp", "p", "point_w"});
  const Val r =
      s.Let(p - (s.rng().Chance(0.5)
                     ? PositionOf(x)
                     : s.Call("transform_point",
                              {x, s.At(TableNamed(s, vec, {"body_com", "com"}, bodies, {-0.5, 0.5}),
                                       {body})})),
            {"r", "lever", "arm"});
  const Val v = s.Let(s.At(TableNamed(s, Spatial(real), {"body_qd", "body_v"}, bodies), {body}),
                      {"v_s", "qd"});
  const Val dpdt = s.Let(real == lang::kFloat && s.rng().Chance(0.3)
                             ? s.Call("velocity_at_point", {v, r})
                             : Linear(v) + s.Call("cross", {Angular(v), r}),
                         {"dpdt", "v_c", "bv"});
  const Val n = s.rng().Chance(0.6)
                    ? Read(s, vec, {"contact_normals", "normals"}, {"n", "normal"}, kUnitFill)
                    : s.Let(BasisVector(s, real, s.rng().Chance(0.5) ? 1 : 2), "n");
  const Val depth = s.Let(
      s.Call("dot", {n, p}) - Coefficient(s, real, {"thickness", "margin", "radius"}, {0.01, 0.2}),
      {"d", "c", "depth"});
  if (s.rng().Chance(0.5)) {
    s.ReturnIf(s.rng().Chance(0.5)
                   ? depth > 0.0
                   : depth >= Arg(s, real, {"contact_margin", "max_gap"}, {0.01, 0.2}));
  }
  const Val vn = s.Let(s.Call("dot", {n, dpdt}), {"vn", "v_n"});
  const Val fn = s.Let(Plus({s.Call("min", {depth, s.Real(0.0, real)}) *
                                 Arg(s, real, {"ke", "contact_ke"}, {1.0, 100.0}),
                             s.Call("min", {vn, s.Real(0.0, real)}) *
                                 Coefficient(s, real, {"kd", "contact_kd"}, {0.01, 2.0})}),
                       {"fn", "f_n"});
  Val f = n * fn;
  if (s.rng().Chance(0.6)) {
    const Val vt = s.Let(dpdt - n * vn, {"vt", "v_t"});
    const Val slip = s.Call(
        "min", {s.Call("length", {vt}) * Arg(s, real, {"kf", "friction_stiffness"}, {0.1, 4.0}),
                Coefficient(s, real, {"mu", "friction"}, {0.1, 1.0}) * s.Call("abs", {fn})});
    f = f + s.Call("normalize", {vt}) * slip;
  }
  const Val total = s.Let(f, {"f_total", "f", "force"});
  if (s.rng().Chance(0.2)) {
    return s.Output(SpatialVector(s.Call("cross", {r, total}), total),
                    {"wrench_out", "contact_wrench"});
  }
  const int out = s.NewArray({Spatial(real),
                              {bodies},
                              lang::Fill::kZero,
                              0.0,
                              0.0,
                              Access::kAtomic,
                              OneOf(s, {"body_f", "body_f_out"})});
  const Val moment = s.rng().Chance(0.5) ? s.Let(s.Call("cross", {r, total}), {"t_total", "torque"})
                                         : s.Call("cross", {r, total});
  ScatterMinus(s, out, body, SpatialVector(moment, total));
}

}  // namespace

Motif ContactWrenchMotif() {
  return {.name = "contact-wrench",
          .family = Family::kRotation,
          .weight = 0.9,
          .draw = DrawContactWrench,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
