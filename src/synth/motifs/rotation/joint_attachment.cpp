// A penalty joint between two bodies: springs hold position and swing, a drive with limits turns
// the hinge, and both bodies receive the wrenches.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/rotations.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

struct AttachedJoint {
  Type real, vec, record;
  int bodies = 0;
  int poses = -1;
  int twists = -1;
  Val parent, child;
  Val target, lower, upper;
  Val ke, kd, limit_ke, limit_kd;
  Val attach_ke, attach_kd;
};

// The joint as attached to one of the bodies: its frame in the world, the lever arm from the body,
// and the velocities at the joint.
struct Side {
  Val frame, x, q, lever, v, w;
};

AttachedJoint DrawJoint(Sketch& s) {
  AttachedJoint j;
  j.real = Precise(s);
  j.vec = Vec3(j.real);
  j.bodies = s.rng().Choose(std::array{16, 32, 64, 128});
  j.poses = TableNamed(s, Pose(j.real), {"body_q", "body_poses"}, j.bodies);
  j.twists = TableNamed(s, Spatial(j.real), {"body_qd", "body_vel"}, j.bodies);
  const Range any = {0.0, j.bodies - 1.0};
  j.parent = Read(s, lang::kInt, {"joint_parent", "parents"}, {"p", "parent", "a"}, any);
  j.child = Read(s, lang::kInt, {"joint_child", "children"}, {"c", "child", "b"}, any);
  if (s.rng().Chance(0.4)) {
    Fields fields = {{OneOf(s, {"target", "target_pos"}), j.real, -1.5, 1.5},
                     {OneOf(s, {"ke", "stiffness"}), j.real, 1.0, 100.0},
                     {OneOf(s, {"kd", "damping"}), j.real, 0.1, 5.0},
                     {"lower", j.real, -2.0, -0.5},
                     {"upper", j.real, 0.5, 2.0},
                     {"limit_ke", j.real, 1.0, 100.0}};
    j.record = s.NewRecord(OneOf(s, {"JointAxis", "JointDof", "DriveParams"}), fields);
    const int drives = Records(s, j.record, {}, OneOf(s, {"joint_axes", "drives", "dofs"}));
    const Val d = Named(s, s.ThreadElement(drives), {"dof", "drive", "ax"});
    j.target = s.Field(d, 0);
    j.ke = s.Field(d, 1);
    j.kd = s.Field(d, 2);
    j.lower = s.Field(d, 3);
    j.upper = s.Field(d, 4);
    j.limit_ke = s.Field(d, 5);
  } else {
    j.target = s.ThreadElement(InputNamed(s, j.real, {"joint_target", "target_q"}, {-1.5, 1.5}));
    j.ke = Parameter(s, j.real, {"target_ke", "joint_ke", "kp"}, {1.0, 100.0});
    j.kd = Parameter(s, j.real, {"target_kd", "joint_kd", "kd"}, {0.1, 5.0});
    j.lower = s.ThreadElement(InputNamed(s, j.real, {"limit_lower", "joint_lower"}, {-2.0, -0.5}));
    j.upper = s.ThreadElement(InputNamed(s, j.real, {"limit_upper", "joint_upper"}, {0.5, 2.0}));
    j.limit_ke = Arg(s, j.real, {"limit_ke", "joint_limit_ke"}, {1.0, 100.0});
  }
  j.attach_ke = Arg(s, j.real, {"attach_ke", "joint_attach_ke"}, {10.0, 1000.0});
  j.attach_kd = Arg(s, j.real, {"attach_kd", "joint_attach_kd"}, {0.1, 10.0});
  return j;
}

// def joint_force(q, qd, ...): the torque of the drive, and of a limit that `q` is beyond.
lang::FuncId DefineJointForce(Sketch& s, const AttachedJoint& j) {
  const auto param = [&](std::string_view name, double low, double high) {
    return Sketch::Param{name, j.real, Between(low, high)};
  };
  const std::array params = {param("q", -3.2, 3.2),      param("qd", -20.0, 20.0),
                             param("target", -1.5, 1.5), param("ke", 1.0, 100.0),
                             param("kd", 0.1, 5.0),      param("lower", -2.0, -0.5),
                             param("upper", 0.5, 2.0),   param("limit_ke", 1.0, 100.0)};
  const bool limited = s.rng().Chance(0.5);
  const Val most = limited ? s.DrawLiteral(j.real, 5.0, 100.0) : Val{};
  const auto how = s.rng().Below(3);
  return s.DefineHelper(
      OneOf(s, {"joint_force", "eval_joint_force", "drive_torque"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val drive = p[3] * (p[2] - p[0]) - p[4] * p[1];
        const Val tau = MutableNamed(s, limited ? s.Call("clamp", {drive, -most, most}) : drive,
                                     {"tau", "t", "torque"});
        Val target = tau;
        if (how == 0) {
          const std::array conditions = {p[0]<p[5], p[0]> p[6]};
          s.IfChain(
              conditions,
              [&](int side) {
                s.Update(target, BinaryOp::kAdd, p[7] * ((side == 0 ? p[5] : p[6]) - p[0]));
              },
              false);
          return {tau};
        }
        const Val zero = s.Real(0.0, j.real);
        const Val below = s.Call("max", {p[5] - p[0], zero});
        const Val above = s.Call("max", {p[0] - p[6], zero});
        const Val limit = p[7] * (below - above);
        return {how == 1 ? tau + limit : tau + limit * s.Draw(j.real, 1)};
      });
}

Side ReadSide(Sketch& s, const AttachedJoint& j, const Val& body, bool parent) {
  static constexpr std::array<std::array<std::string_view, 8>, 2> kNames = {
      {{"X_wp", "X_pj", "x_p", "q_p", "r_p", "v_p", "w_p", "tw_p"},
       {"X_wc", "X_cj", "x_c", "q_c", "r_c", "v_c", "w_c", "tw_c"}}};
  const auto& names = kNames[parent ? 0 : 1];
  Side side;
  const Val pose = Unit(s.Let(s.At(j.poses, {body}), names[0]));
  const int frames = InputNamed(s, Pose(j.real), {parent ? "joint_X_p" : "joint_X_c"}, {-0.5, 0.5});
  side.frame = Unit(s.Let(Compose(pose, Unit(s.ThreadElement(frames))), names[1]));
  side.x = s.Let(PositionOf(side.frame), names[2]);
  side.q = Unit(s.Let(OrientationOf(side.frame), names[3]));
  side.lever = s.Let(side.x - PositionOf(pose), names[4]);
  const Val twist = s.Let(s.At(j.twists, {body}), names[7]);
  side.w = s.Let(s.Call("spatial_top", {twist}), names[6]);
  side.v =
      s.Let(s.Call("spatial_bottom", {twist}) + s.Call("cross", {side.w, side.lever}), names[5]);
  return side;
}

// The angle of a rotation about an axis.
Val HingeAngle(Sketch& s, const Val& rotation, const Val& axis) {
  if (axis.type.scalar == lang::Scalar::kFloat32 && s.rng().Chance(0.4)) {
    return s.Call("quat_twist_angle", {axis, rotation});
  }
  const Val imaginary = s.Make(axis.type, {rotation.x(), rotation.y(), rotation.z()});
  return 2.0 * s.Call("atan2", {s.Call("dot", {imaginary, axis}), Known(rotation.w(), 0.001, 1.0)});
}

void DrawJointAttachment(Sketch& s) {
  const AttachedJoint j = DrawJoint(s);
  const lang::FuncId drive = DefineJointForce(s, j);
  s.Hide(drive);
  if (s.rng().Chance(0.4)) {
    const int enabled = InputNamed(s, lang::kInt, {"joint_enabled", "enabled"}, {0.0, 1.0});
    s.ReturnIf(s.ThreadElement(enabled) == 0.0);
  }
  const Side p = ReadSide(s, j, j.parent, true);
  const Side c = ReadSide(s, j, j.child, false);
  const bool brief = s.rng().Chance(0.5);
  const Val x_err = s.Let(c.x - p.x, brief ? "dx" : "x_err");
  const Val v_err = s.Let(c.v - p.v, brief ? "dv" : "v_err");
  const Val w_err = s.Let(c.w - p.w, brief ? "dw" : "w_err");
  const Val axis =
      s.rng().Chance(0.7)
          ? Read(s, j.vec, {"joint_axis", "hinge_axis"}, {"axis", "ax_local"}, kUnitFill)
          : s.Let(BasisVector(s, j.real, s.rng().Chance(0.5) ? 2 : 0), "axis");
  const Val axis_p = s.Let(Rotate(p.q, axis), brief ? "a_p" : "axis_p");
  const Val axis_c = s.Let(Rotate(c.q, axis), brief ? "a_c" : "axis_c");
  const Val rel = Unit(Named(s, Inverse(p.q) * c.q, {"r_err", "q_rel", "rel"}));
  const Val q = Named(s, HingeAngle(s, rel, axis), {"q", "angle", "theta"});
  const Val qd = Named(s, s.Call("dot", {w_err, axis_p}), {"qd", "rate"});
  const std::array args = {q, qd, j.target, j.ke, j.kd, j.lower, j.upper, j.limit_ke};
  const Val tau = Named(s, s.CallHelper(drive, args), {"tau", "drive_t"});
  const Val swing = s.Call("cross", {axis_p, axis_c});
  const bool damped = s.rng().Chance(0.6);
  const Val off_axis = damped ? w_err - qd * axis_p : Val{};
  Val torque = swing * j.attach_ke - axis_p * tau;
  torque = damped ? torque + off_axis * j.attach_kd : torque;
  const Val t = Named(s, torque, {"t_total", "torque", "t"});
  Val pull = x_err * j.attach_ke + v_err * j.attach_kd;
  pull = s.rng().Chance(0.3) ? pull + s.Draw(j.vec, 1) : pull;
  const Val f = Named(s, pull, {"f_total", "force", "f"});
  const int out = Totals(s, Spatial(j.real), {j.bodies}, OneOf(s, {"body_f", "body_wrench"}));
  Scatter(s, out, j.parent, SpatialVector(t + s.Call("cross", {p.lever, f}), f));
  ScatterMinus(s, out, j.child, SpatialVector(t + s.Call("cross", {c.lever, f}), f));
}

}  // namespace

Motif JointAttachmentMotif() {
  return {.name = "joint-attachment",
          .family = Family::kRotation,
          .weight = 0.8,
          .draw = DrawJointAttachment,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "robotics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
