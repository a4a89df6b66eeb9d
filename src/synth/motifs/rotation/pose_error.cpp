// The error between a body's pose and its target, as a cost or as the wrench of a PD controller.
#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawPoseError(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val x = ReadPose(s, real);
  const Val goal =
      s.rng().Chance(0.6)
          ? Read(s, Pose(real), {"target_poses", "goals_q", "X_des"}, {"goal", "X_t", "des"})
          : Arg(s, Pose(real), {"target", "goal_pose", "X_goal"}, {-2.0, 2.0});
  if (s.rng().Chance(0.3)) {
    const Val rel = s.Let(Compose(Unit(Inverse(x)), goal), {"rel", "X_err", "delta"});
    if (s.rng().Chance(0.4)) {
      return s.Output(rel);
    }
    const Val q = s.Let(OrientationOf(rel), {"dq", "rot_err"});
    return Emit(s,
                s.Call("length", {PositionOf(rel)}) +
                    Coefficient(s, real, {"rot_weight", "w_rot"}) * 2.0 *
                        s.Call("acos", {s.Call("clamp", {s.Call("abs", {q.w()}), s.Real(0.0, real),
                                                         s.Real(0.999, real)})}),
                {"cost_out", "pose_error", "rewards_out"});
  }
  const Val err = s.Let(PositionOf(goal) - PositionOf(x), {"pos_err", "ep", "dp"});
  Val dq = s.Let(OrientationOf(goal) * Inverse(OrientationOf(x)), {"q_err", "dq", "rot_err"});
  if (s.rng().Chance(0.5)) {
    s.If(dq.w() < 0.0, [&] { s.Set(dq, -dq); });
  }
  const Val er = s.Let(s.rng().Chance(0.7)
                           ? 2.0 * s.Make(vec, {dq.x(), dq.y(), dq.z()})
                           : 2.0 * s.Call("sign", {dq.w()}) * s.Make(vec, {dq.x(), dq.y(), dq.z()}),
                       {"er", "ang_err", "phi"});
  if (s.rng().Chance(0.3)) {
    return Emit(s,
                s.Call("dot", {err, err}) +
                    Coefficient(s, real, {"rot_weight", "w_rot"}) * s.Call("dot", {er, er}),
                {"cost_out", "track_cost"});
  }
  const Val v = ReadTwist(s, real);
  const Val kp = Coefficient(s, real, {"kp", "stiffness", "kp_lin"}, {1.0, 100.0});
  const Val kd = Coefficient(s, real, {"kd", "damping", "kd_lin"}, {0.1, 10.0});
  const bool same = s.rng().Chance(0.4);
  const Val force = s.Let(kp * err - kd * Linear(v), {"force", "f"});
  const Val kp_rot = same ? kp : Coefficient(s, real, {"kp_rot", "angular_stiffness"}, {1.0, 50.0});
  const Val kd_rot = same ? kd : Coefficient(s, real, {"kd_rot", "angular_damping"}, {0.1, 5.0});
  const Val torque = s.Let(kp_rot * er - kd_rot * Angular(v), {"torque", "tau"});
  s.Output(SpatialVector(torque, s.rng().Chance(0.6) ? force : force + s.Draw(vec, 1)),
           {"body_f_out", "wrench_out", "control_f"});
}

}  // namespace

Motif PoseErrorMotif() {
  return {.name = "pose-error",
          .family = Family::kRotation,
          .weight = 0.9,
          .draw = DrawPoseError,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
