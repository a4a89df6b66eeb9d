// A joint's torque: from a motor with limits, or from a wrench or force projected on the joint's
// axis.
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

// The body's wrench projected on the joint's motion subspace, as recursive Newton-Euler does.
void DrawProjectedWrench(Sketch& s, Type real) {
  const Val motion =
      Read(s, Spatial(real), {"joint_S_s", "motion_subspace", "screws"}, {"S", "screw"});
  const Val f = Read(s, Spatial(real), {"body_ft_s", "wrenches", "body_f"}, {"f_s", "wrench", "f"});
  Val tau = -s.Call("spatial_dot", {motion, f});
  if (s.rng().Chance(0.6)) {
    tau = tau + s.ThreadElement(InputNamed(s, real, {"joint_act", "joint_f"}));
  }
  Emit(s,
       s.rng().Chance(0.5)
           ? tau
           : tau - Times({Coefficient(s, real, {"joint_damping", "armature", "kd"}),
                          s.ThreadElement(InputNamed(s, real, {"joint_qd", "rates"}))}),
       {"tau_out", "joint_tau"});
}

// A column of the Jacobian of a tip's position, or the torque by which it resists a force there.
void DrawJacobianColumn(Sketch& s, Type real) {
  const Type vec = Vec3(real);
  const Val anchor =
      s.Let(s.Call("transform_point",
                   {ReadPose(s, real),
                    s.rng().Chance(0.5)
                        ? Arg(s, vec, {"anchor", "joint_pos"}, {-1.0, 1.0})
                        : s.ThreadElement(InputNamed(s, vec, {"anchors", "joint_origins"}))}),
            {"anchor_w", "c"});
  const Val axis_w =
      s.Let(s.Call("transform_vector", {ReadPose(s, real), ReadAxis(s, real)}), {"axis_w", "a_w"});
  const Val tip = Read(s, vec, {"tip_pos", "points", "targets"}, {"p", "tip"});
  const Val column = s.Let(s.Call("cross", {axis_w, tip - anchor}), {"col", "jv", "J_col"});
  if (s.rng().Chance(0.4)) {
    return s.Output(SpatialVector(axis_w, column), {"jacobian_out", "J_cols"});
  }
  Emit(s,
       s.Call("dot",
              {column, s.rng().Chance(0.5) ? Read(s, vec, {"forces", "tip_forces"}, {"f", "force"})
                                           : s.Draw(vec, 1)}),
       {"tau_out", "joint_f_out"});
}

// Adds the penalty torque of whichever limit `q` is beyond.
void AddLimitTorque(Sketch& s, Val& tau, const Val& q) {
  const Type real = tau.type;
  const Val low = Arg(s, real, {"limit_lower", "q_min"}, {-2.5, -0.5});
  const Val high = Arg(s, real, {"limit_upper", "q_max"}, {0.5, 2.5});
  const Val ke = Coefficient(s, real, {"limit_ke", "k_limit"}, {1.0, 100.0});
  const std::array conditions = {q<low, q> high};
  s.IfChain(
      conditions,
      [&](int branch) { s.Update(tau, BinaryOp::kAdd, ke * ((branch == 0 ? low : high) - q)); },
      false);
}

void DrawMotorTorque(Sketch& s, Type real) {
  const Val q = ReadJointPosition(s, real);
  const Val qd = Read(s, real, {"joint_qd", "rates", "dof_vel"}, {"qd", "rate"});
  const Val target = s.rng().Chance(0.6) ? Read(s, real, {"joint_target", "targets_q"},
                                                {"goal", "q_des"}, {-3.0, 3.0})
                                         : s.Draw(real, 2);
  Val tau = s.Let(Minus({Coefficient(s, real, {"kp", "target_ke"}, {1.0, 100.0}) * (target - q),
                         Coefficient(s, real, {"kd", "target_kd"}, {0.1, 10.0}) * qd}),
                  {"tau", "t", "motor"});
  if (s.rng().Chance(0.6)) {
    AddLimitTorque(s, tau, q);
  }
  if (s.rng().Chance(0.5)) {
    const Val most = Coefficient(s, real, {"max_torque", "effort_limit"}, {1.0, 50.0});
    s.Set(tau, s.Call("clamp", {tau, -most, most}));
  }
  if (s.rng().Chance(0.5)) {
    return Emit(s, tau, {"joint_f_out", "torques_out"});
  }
  const Val turn = ReadOrientation(s, real);
  Emit(s, Rotate(turn, ReadAxis(s, real)) * tau, {"torque_w", "body_torque"});
}

void DrawJointTorque(Sketch& s) {
  const Type real = Precise(s);
  if (s.rng().Chance(0.4)) {
    return DrawProjectedWrench(s, real);
  }
  if (s.rng().Chance(0.4)) {
    return DrawJacobianColumn(s, real);
  }
  DrawMotorTorque(s, real);
}

}  // namespace

Motif JointTorqueMotif() {
  return {.name = "joint-torque",
          .family = Family::kRotation,
          .weight = 0.9,
          .draw = DrawJointTorque,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
