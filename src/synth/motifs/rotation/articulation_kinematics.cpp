// Forward kinematics of an articulation: each thread walks the joints of one robot, parents first,
// and stores the poses, and sometimes the velocities, of its bodies.
#include <array>
#include <string>

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

// All robots have the same joints; their states are rows of a 2D array or parts of a flat one.
struct Robot {
  Type real, vec, pose;
  int joints = 4;
  bool flat = false;
  int positions = -1;
  int rates = -1;  // Absent where velocities are not computed.
  int bodies = -1;
  int twists = -1;
  // The description of the joints: an array of structs, or an array for each property.
  int records = -1;
  int parents = -1;
  int kinds = -1;
  int axes = -1;
  int frames = -1;
  Val count;
};

struct ArticulatedJoint {
  Val parent, kind, axis, frame;
};

std::vector<int> RowShape(Sketch& s, const Robot& r) {
  return r.flat ? std::vector<int>{s.dims()[0] * r.joints}
                : std::vector<int>{s.dims()[0], r.joints};
}

std::vector<Val> Slot(Sketch& s, const Robot& r, const Val& j) {
  if (!r.flat) {
    return {s.Thread(0), j};
  }
  const std::string key = "first joint of " + std::to_string(r.joints);
  Val base = s.Recall(key);
  if (!base.is_valid()) {
    base = Named(s, s.Thread(0) * r.count, {"base", "start", "first"});
    s.Remember(key, base);
  }
  return {base + j};
}

void DrawJoints(Sketch& s, Robot& r) {
  const int n = r.joints;
  const double last = n - 2.0;  // The last joint has no children.
  if (s.rng().Chance(0.4)) {
    const Fields fields = {{"parent", lang::kInt, -1.0, last},
                           {OneOf(s, {"kind", "type"}), lang::kInt, 0.0, 2.0},
                           {"axis", r.vec, -1.0, 1.0, Fill::kUnit},
                           {OneOf(s, {"X_p", "frame", "origin"}), r.pose, -1.0, 1.0, Fill::kUnit}};
    const Type record = s.NewRecord(OneOf(s, {"Joint", "JointDesc", "Link"}), fields);
    r.records = Records(s, record, {n}, OneOf(s, {"joints", "links", "model"}));
    return;
  }
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.shape = {n};
  spec.fill = Fill::kSorted;
  spec.low = -1.0;
  spec.high = last;
  spec.name = OneOf(s, {"joint_parent", "parents"});
  r.parents = s.NewArray(spec);
  r.kinds = Indices(s, {n}, 3, OneOf(s, {"joint_type", "joint_kind"}));
  r.axes = TableNamed(s, r.vec, {"joint_axis", "axes"}, n, kUnitFill);
  r.frames = TableNamed(s, r.pose, {"joint_X_p", "joint_frames"}, n, {-1.0, 1.0});
}

Robot DrawRobot(Sketch& s) {
  Robot r;
  r.real = Precise(s);
  r.vec = Vec3(r.real);
  r.pose = Pose(r.real);
  r.joints = s.rng().Choose(std::array{4, 6, 7, 8, 12, 20});
  r.flat = s.rng().Chance(0.4);
  r.positions =
      Input(s, r.real, RowShape(s, r), OneOf(s, {"joint_q", "q", "joint_pos"}), -3.0, 3.0);
  if (s.rng().Chance(0.45)) {
    r.rates =
        Input(s, r.real, RowShape(s, r), OneOf(s, {"joint_qd", "qd", "joint_vel"}), -2.0, 2.0);
  }
  DrawJoints(s, r);
  r.count = SizeOrLiteral(s, r.joints, {"num_joints", "joint_count", "n_links"}, 0.7);
  r.bodies = OutputArray(s, r.pose, RowShape(s, r), OneOf(s, {"body_q", "link_poses", "X_w"}));
  if (r.rates >= 0) {
    r.twists = OutputArray(s, Spatial(r.real), RowShape(s, r),
                           OneOf(s, {"body_qd", "link_twists", "body_v"}));
  }
  return r;
}

ArticulatedJoint ReadJoint(Sketch& s, const Robot& r, const Val& j) {
  ArticulatedJoint joint;
  if (r.records >= 0) {
    const Val record = Named(s, s.At(r.records, {j}), {"jt", "joint", "desc"});
    joint = {s.Field(record, 0), s.Field(record, 1), s.Field(record, 2), s.Field(record, 3)};
  } else {
    joint = {s.At(r.parents, {j}), s.At(r.kinds, {j}), s.At(r.axes, {j}), s.At(r.frames, {j})};
  }
  joint.parent = s.Let(joint.parent, "parent");
  joint.axis = Named(s, joint.axis, {"axis", "ax"});
  return joint;
}

// def joint_transform(kind, axis, q): the transform of a joint by its kind.
lang::FuncId DefineJointTransform(Sketch& s, const Robot& r) {
  const ValueRange unit = {-1.0, 1.0, true, true, false};
  const std::array params = {
      Sketch::Param{OneOf(s, {"kind", "joint_type"}), lang::kInt, Between(0.0, 2.0)},
      Sketch::Param{"axis", r.vec, unit},
      Sketch::Param{OneOf(s, {"q", "theta"}), r.real, Between(-4.0, 4.0)}};
  const bool named = s.rng().Chance(0.6);
  const Val revolute = named ? s.NewConstant("REVOLUTE", s.Int(0)) : s.Int(0);
  const Val prismatic = named ? s.NewConstant("PRISMATIC", s.Int(1)) : s.Int(1);
  return s.DefineHelper(
      OneOf(s, {"joint_transform", "joint_motion", "eval_joint"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const auto turn = [&] {
          return s.Make(r.pose, {Zero(s, r.vec), s.Call("quat_from_axis_angle", {p[1], p[2]})});
        };
        const auto slide = [&] { return s.Make(r.pose, {p[1] * p[2], Identity(s, Quat(r.real))}); };
        if (s.rng().Chance(0.6)) {
          s.If(p[0] == revolute, [&] { s.builder().Return(std::array{turn().id}); });
          s.If(p[0] == prismatic, [&] { s.builder().Return(std::array{slide().id}); });
          return {Unit(Identity(s, r.pose))};
        }
        const Val x = MutableNamed(s, Identity(s, r.pose), {"X", "X_j", "tf"});
        Val target = x;
        const std::array conditions = {p[0] == revolute, p[0] == prismatic};
        s.IfChain(
            conditions, [&](int branch) { s.Set(target, branch == 0 ? turn() : slide()); }, false);
        return {Unit(x)};
      });
}

// The joint position, by chance converted from the motor position by a drawn formula.
Val JointPosition(Sketch& s, const Robot& r, const Val& j, lang::FuncId coupling) {
  const Val raw = s.At(r.positions, Slot(s, r, j));
  if (coupling.is_valid()) {
    return s.Let(s.CallHelper(coupling, std::array{raw}), "qj");
  }
  return Named(s, raw, {"qj", "q_j", "theta"});
}

// Stores the body's twist: that of its parent at this body's position, plus the joint's motion.
void StoreTwist(Sketch& s, const Robot& r, const Val& j, const ArticulatedJoint& joint,
                const Val& frame, const Val& pose) {
  const Val w = MutableNamed(s, Zero(s, r.vec), {"w", "omega"});
  const Val v = MutableNamed(s, Zero(s, r.vec), {"v", "lin"});
  Val spin = w;
  Val move = v;
  s.If(joint.parent >= 0.0, [&] {
    const Val index = Known(joint.parent, 0.0, r.joints - 1.0);
    const Val twist = Named(s, s.At(r.twists, Slot(s, r, index)), {"v_parent", "tw_p"});
    s.Set(spin, s.Call("spatial_top", {twist}));
    const Val offset = PositionOf(pose) - PositionOf(Unit(s.At(r.bodies, Slot(s, r, index))));
    s.Set(move, s.Call("spatial_bottom", {twist}) + s.Call("cross", {spin, offset}));
  });
  const Val axis = Named(s, s.Call("transform_vector", {frame, joint.axis}), {"axis_w", "s_w"});
  const Val rate = Named(s, s.At(r.rates, Slot(s, r, j)), {"qd_j", "rate"});
  const std::array slides = {joint.kind == 0.0, joint.kind == 1.0};
  s.IfChain(
      slides, [&](int branch) { s.Update(branch == 0 ? spin : move, BinaryOp::kAdd, axis * rate); },
      false);
  const auto slot = Slot(s, r, j);
  s.StoreAt(r.twists, slot, SpatialVector(spin, move));
}

void DrawArticulationKinematics(Sketch& s) {
  const Robot r = DrawRobot(s);
  const lang::FuncId motion = DefineJointTransform(s, r);
  s.Hide(motion);
  lang::FuncId coupling;
  if (s.rng().Chance(0.4)) {
    const std::array params = {Sketch::Param{OneOf(s, {"q", "x"}), r.real, Between(-3.0, 3.0)}};
    coupling = DefineFormula(s, {"motor_to_joint", "coupled", "calibrated"}, params, r.real, 2);
  }
  const bool based = s.rng().Chance(0.5);
  const Val base =
      based ? Read(s, r.pose, {"base_pose", "root_pose", "X_base"}, {"X_root", "root"}) : Val{};
  if (r.flat) {
    Slot(s, r, s.Int(0));
  }
  s.For("j", Val{}, r.count, 0, [&](const Val& j) {
    const ArticulatedJoint joint = ReadJoint(s, r, j);
    Val parent = MutableNamed(s, based ? base : Identity(s, r.pose), {"X_wp", "X_parent"});
    s.If(joint.parent >= 0.0, [&] {
      const Val index = Known(joint.parent, 0.0, r.joints - 1.0);
      s.Set(parent, s.At(r.bodies, Slot(s, r, index)));
    });
    const Val q = JointPosition(s, r, j, coupling);
    const Val own = s.Let(s.CallHelper(motion, std::array{joint.kind, joint.axis, q}), "X_j");
    const Val frame = Named(s, Compose(Unit(parent), Unit(joint.frame)), {"X_wpj", "X_frame"});
    const Val pose = Named(s, Compose(Unit(frame), Unit(own)), {"X_wc", "X_body"});
    s.StoreAt(r.bodies, Slot(s, r, j), pose);
    if (r.rates >= 0) {
      StoreTwist(s, r, j, joint, Unit(frame), Unit(pose));
    }
  });
}

}  // namespace

Motif ArticulationKinematicsMotif() {
  return {.name = "articulation-kinematics",
          .family = Family::kRotation,
          .weight = 1.2,
          .draw = DrawArticulationKinematics,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "robotics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
