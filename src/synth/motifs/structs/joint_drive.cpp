// A PD drive of a joint, with gains and limits in a struct.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

// A spring at the limits of the joint: fields 2 and 3.
void AddLimitTorque(Sketch& s, const Val& joint, const Val& q, Val& tau) {
  const Val ke = s.NewArg(q.type, 1.0, 20.0, OneOf(s, {"limit_ke", "k_limit"}));
  if (s.rng().Chance(0.5)) {
    s.If(q < s.Field(joint, 2),
         [&] { s.Update(tau, BinaryOp::kAdd, ke * (s.Field(joint, 2) - q)); });
    s.If(q > s.Field(joint, 3),
         [&] { s.Update(tau, BinaryOp::kSub, ke * (q - s.Field(joint, 3))); });
    return;
  }
  const std::array conditions = {q<s.Field(joint, 2), q> s.Field(joint, 3)};
  s.IfChain(
      conditions,
      [&](int i) { s.Update(tau, BinaryOp::kAdd, ke * (s.Field(joint, i == 0 ? 2 : 3) - q)); },
      false);
}

void DrawJointDrive(Sketch& s) {
  const Type real = s.real();
  const auto gains = s.rng().Choose(
      std::array<std::array<std::string_view, 2>, 2>{{{"kp", "kd"}, {"target_ke", "target_kd"}}});
  Fields fields = {{gains[0], real, 1.0, 10.0},
                   {gains[1], real, 0.1, 1.0},
                   {OneOf(s, {"limit_lower", "lower", "q_min"}), real, -1.5, -0.5},
                   {OneOf(s, {"limit_upper", "upper", "q_max"}), real, 0.5, 1.5}};
  const auto max_effort = OneOf(s, {"max_torque", "effort_limit", "tau_max"});
  fields.push_back({max_effort, real, 1.0, 5.0});
  Maybe(s, fields, 0.35, {OneOf(s, {"armature", "friction"}), real, 0.01, 0.1});
  Maybe(s, fields, 0.3, {"axis", s.vec(3), -1.0, 1.0, Fill::kUnit});
  const Type record =
      s.NewRecord(OneOf(s, {"JointConfig", "JointParams", "Drive", "Actuator"}), fields);
  const bool per_joint = s.rng().Chance(0.65);
  const Val joint =
      per_joint
          ? s.Let(
                s.ThreadElement(Records(s, record, {}, OneOf(s, {"joints", "configs", "drives"}))),
                {"j", "joint", "cfg"})
          : s.NewRecordArg(record, OneOf(s, {"joint", "cfg", "drive"}));
  const Val q = s.Let(
      s.ThreadElement(Input(s, real, {}, OneOf(s, {"joint_q", "q_in", "angles"}), -2.0, 2.0)), "q");
  const Val qd =
      s.ThreadElement(Input(s, real, {}, OneOf(s, {"joint_qd", "qd_in", "rates"}), -2.0, 2.0));
  const Val target =
      s.ThreadElement(Input(s, real, {}, OneOf(s, {"targets", "joint_target", "q_des"})));
  const Val error = s.rng().Chance(0.5)
                        ? s.Call("clamp", {target, s.Field(joint, 2), s.Field(joint, 3)}) - q
                        : target - q;
  Val tau =
      s.Mutable(s.Field(joint, 0) * error - s.Field(joint, 1) * qd, {"tau", "torque", "effort"});
  if (s.rng().Chance(0.5)) {
    AddLimitTorque(s, joint, q, tau);
  }
  const Val limit = s.Field(joint, max_effort);
  s.Output(s.Call("clamp", {tau, -limit, limit}), {"joint_f", "tau_out", "efforts"});
}

}  // namespace

Motif JointDriveMotif() {
  return {.name = "joint-drive",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawJointDrive,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
