// A rotation split into swing and twist, or a penalty torque that keeps the twist within limits.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/joints_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawTwist(Sketch& s) {
  const bool builtin = s.rng().Chance(0.5);
  const Type real = builtin ? lang::kFloat : Precise(s);
  const Type vec = Vec3(real);
  const Val q =
      s.rng().Chance(0.6)
          ? Read(s, Quat(real), {"joint_rot", "rel_rots", "rotations"}, {"q", "rel", "rot"})
          : s.Let(Times({Inverse(Read(s, Quat(real), {"parent_rot", "rot_p"}, {"qp", "q_parent"})),
                         Read(s, Quat(real), {"child_rot", "rot_c"}, {"qc", "q_child"})}),
                  {"q", "rel"});
  const Val axis = ReadAxis(s, real);
  if (s.rng().Chance(0.4)) {
    Val twist;
    if (builtin) {
      twist = Unit(s.Call("quat_twist", {axis, q}));
    } else {
      const Val along = s.Let(axis * s.Call("dot", {s.Make(vec, {q.x(), q.y(), q.z()}), axis}),
                              {"along", "proj"});
      twist = s.Call("normalize", {s.Make(Quat(real), {along.x(), along.y(), along.z(), q.w()})});
    }
    const Val t = s.Let(twist, {"twist", "qt"});
    const Val swing = s.Let(Unit(q * Inverse(t)), {"swing", "qs"});
    if (s.rng().Chance(0.5)) {
      return s.Output(swing, {"swing_out", "swings"});
    }
    return Emit(s, Rotate(swing, s.Draw(vec, 1)));
  }
  const Val angle = s.Let(
      builtin ? s.Call("quat_twist_angle", {axis, q})
              : 2.0 * s.Call("atan2", {s.Call("dot", {s.Make(vec, {q.x(), q.y(), q.z()}), axis}),
                                       Known(q.w(), 0.001, 1.0)}),
      {"angle", "theta", "twist_angle"});
  const Val lower = Arg(s, real, {"limit_lower", "angle_min", "lower"}, {-2.0, -0.1});
  const Val upper = Arg(s, real, {"limit_upper", "angle_max", "upper"}, {0.1, 2.0});
  Val f = s.Let(s.Real(0.0, real), {"limit_f", "tau", "f"});
  const Val ke = Coefficient(s, real, {"limit_ke", "ke", "k_limit"}, {1.0, 100.0});
  const std::array conditions = {angle<lower, angle> upper};
  s.IfChain(
      conditions, [&](int branch) { s.Set(f, ke * ((branch == 0 ? lower : upper) - angle)); },
      false);
  if (s.rng().Chance(0.5)) {
    s.Update(f, BinaryOp::kSub,
             Times({Coefficient(s, real, {"limit_kd", "kd"}, {0.01, 2.0}),
                    s.Call("dot", {ReadSpin(s, real), axis})}));
  }
  s.rng().Chance(0.5) ? s.Output(f) : Emit(s, axis * f, {"torque_out", "joint_torque"});
}

}  // namespace

Motif TwistLimitMotif() {
  return {.name = "twist-limit",
          .family = Family::kRotation,
          .weight = 0.7,
          .draw = DrawTwist,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
