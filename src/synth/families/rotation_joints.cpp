// Rotations of joints: their transforms, chains of them, limits, torques, and frames in between.
#include <array>

#include "synth/families/rotation.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

namespace {

Val ReadAxis(Sketch& s, Type real) {
  return s.rng().Chance(0.7)
             ? Read(s, Vec3(real), {"joint_axis", "axes", "hinge_axis"}, {"axis", "ax"}, kUnitFill)
             : Arg(s, Vec3(real), {"axis", "hinge"}, kUnitFill);
}

Val ReadJointPosition(Sketch& s, Type real) {
  return Read(s, real, {"joint_q", "angles", "dof_pos"}, {"q", "theta", "qj"}, {-3.0, 3.0});
}

}  // namespace

// A joint's own transform by its type, between its parent's and its child's frames.
void DrawJointTransform(Sketch& s) {
  const Type real = Precise(s);
  const Type pose = Pose(real);
  const Val axis = ReadAxis(s, real);
  const Val q = ReadJointPosition(s, real);
  const auto revolute = [&] {
    return Unit(
        s.Construct(pose, {Zero(s, Vec3(real)), s.Call("quat_from_axis_angle", {axis, q})}));
  };
  const auto prismatic = [&] {
    return Unit(s.Construct(pose, {axis * q, Identity(s, Quat(real))}));
  };
  Val xj;
  if (s.rng().Chance(0.5)) {
    xj = s.Let(Identity(s, pose), OneOf(s, {"X_j", "X_joint", "jc"}));
    const Val kind = s.Let(s.Own(InputNamed(s, lang::kInt, {"joint_type", "types"}, {0.0, 2.0})),
                           OneOf(s, {"jtype", "type", "kind"}));
    std::vector<Val> conditions = {kind == 0.0, kind == 1.0};
    s.IfChain(
        conditions, [&](int branch) { s.Set(xj, branch == 0 ? prismatic() : revolute()); }, false);
    xj = Unit(xj);
  } else {
    xj = s.Let(s.rng().Chance(0.7) ? revolute() : prismatic(), OneOf(s, {"X_j", "X_joint", "jc"}));
  }
  const Val xp = Read(s, pose, {"joint_X_p", "parent_frames", "X_pj"}, {"X_pj", "X_p"});
  Val world = Compose(xp, xj);
  if (s.rng().Chance(0.5)) {
    const int bodies = TableSize(s);
    const Val parent =
        s.Let(s.Own(InputNamed(s, lang::kInt, {"joint_parent", "parents"}, {-1.0, bodies - 1.0})),
              "parent");
    Val base = s.Let(Identity(s, pose), OneOf(s, {"X_wp", "X_base"}));
    s.If(parent >= 0.0, [&] {
      const Val index = Known(parent, 0.0, bodies - 1.0);
      s.Set(base, s.At(TableNamed(s, pose, {"body_q", "body_poses"}, bodies), {index}));
    });
    world = Compose(Unit(base), world);
  }
  const Val wc = s.Let(world, OneOf(s, {"X_wj", "X_wc", "X_w"}));
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s,
                  s.Call("transform_point",
                         {wc, s.rng().Chance(0.5)
                                  ? Arg(s, Vec3(real), {"tip", "tool_offset", "com"}, {-1.0, 1.0})
                                  : s.Draw(Vec3(real), 1)}),
                  {"tip_pos", "points_out"});
    case 1:
      return Emit(s, s.Call("transform_vector", {wc, axis}), {"axis_w_out", "axes_out"});
    case 2: {
      const Val child = Read(s, pose, {"joint_X_c", "child_frames", "X_cj"}, {"X_cj", "X_c"});
      return s.Output(Compose(wc, Unit(Inverse(child))), OneOf(s, {"body_q_out", "poses_out"}));
    }
    default:
      return s.Output(wc, OneOf(s, {"body_q_out", "X_w_out"}));
  }
}

// The pose at the end of a chain of joints, link by link.
void DrawKinematicChain(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Type pose = Pose(real);
  const int links = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 6, 7, 8}));
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(links);
  const int qs = s.NewArray({real, shape, lang::Fill::kUniform, -3.0, 3.0, Access::kInput,
                             OneOf(s, {"joint_q", "angles", "q_batch"})});
  const int axes =
      s.rng().Chance(0.6) ? TableNamed(s, vec, {"axes", "joint_axes"}, links, kUnitFill) : -1;
  const int offsets =
      TableNamed(s, vec, {"link_offsets", "offsets", "link_vectors"}, links, {-1.0, 1.0});
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  at.emplace_back();
  const Val bound = s.rng().Chance(0.5) ? s.Int(links) : s.SizeOf(offsets, 0);
  const std::string_view counter = OneOf(s, {"k", "link", "j"});
  const auto turn = [&](const Val& k) {
    at.back() = k;
    return s.Call("quat_from_axis_angle",
                  {axes >= 0 ? s.At(axes, {k}) : BasisVector(s, real, 2), s.At(qs, at)});
  };
  if (s.rng().Chance(0.5)) {
    Val x =
        s.Mutable(s.rng().Chance(0.5) ? Identity(s, pose)
                                      : Arg(s, pose, {"base", "base_pose", "X_base"}, {-1.0, 1.0}),
                  OneOf(s, {"X", "X_w", "tf"}));
    s.Hide(x);
    s.For(counter, Val{}, bound, 0, [&](Val k) {
      const Val local = s.Construct(pose, {s.At(offsets, {k}), turn(k)});
      s.Set(x,
            Unit(x) * (s.rng().Chance(0.5) ? s.Let(local, OneOf(s, {"X_k", "X_local"})) : local));
    });
    s.Hide(x, false);
    return s.rng().Chance(0.4)
               ? s.Output(x)
               : Emit(s,
                      s.Call(
                          "transform_point",
                          {Unit(x), s.rng().Chance(0.5) ? Arg(s, vec, {"tool", "tip"}, {-0.5, 0.5})
                                                        : Zero(s, vec)}),
                      {"tip_pos", "ee_out"});
  }
  Val p = s.Mutable(
      s.rng().Chance(0.5) ? Zero(s, vec) : Arg(s, vec, {"base_pos", "origin"}, {-1.0, 1.0}),
      OneOf(s, {"p", "pos", "tip"}));
  Val q = s.Mutable(Identity(s, Quat(real)), OneOf(s, {"q", "rot", "r"}));
  s.Hide(p);
  s.Hide(q);
  s.For(counter, Val{}, bound, 0, [&](Val k) {
    s.Set(q, Unit(q) * turn(k));
    s.Update(p, BinaryOp::kAdd, Rotate(Unit(q), s.At(offsets, {k})));
  });
  s.Hide(p, false);
  s.Hide(q, false);
  if (s.rng().Chance(0.5)) {
    const Val goal = Read(s, vec, {"goals", "targets"}, {"goal_i", "target_i"});
    return Emit(s, s.Call("length", {goal - p}), {"reach_cost", "distances"});
  }
  Emit(s, p, {"tip_pos", "ee_out"});
  s.rng().Chance(0.5) ? s.Output(q) : void();
}

// A rotation split into swing and twist; the twist's angle against its limits.
void DrawTwist(Sketch& s) {
  const bool builtin = s.rng().Chance(0.5);
  const Type real = builtin ? lang::kFloat : Precise(s);
  const Type vec = Vec3(real);
  const Val q =
      s.rng().Chance(0.6)
          ? Read(s, Quat(real), {"joint_rot", "rel_rots", "rotations"}, {"q", "rel", "rot"})
          : s.Let(Inverse(Read(s, Quat(real), {"parent_rot", "rot_p"}, {"qp", "q_parent"})) *
                      Read(s, Quat(real), {"child_rot", "rot_c"}, {"qc", "q_child"}),
                  OneOf(s, {"q", "rel"}));
  const Val axis = ReadAxis(s, real);
  if (s.rng().Chance(0.4)) {
    Val twist;
    if (builtin) {
      twist = Unit(s.Call("quat_twist", {axis, q}));
    } else {
      const Val along = s.Let(axis * s.Call("dot", {s.Construct(vec, {q.x(), q.y(), q.z()}), axis}),
                              OneOf(s, {"along", "proj"}));
      twist =
          s.Call("normalize", {s.Construct(Quat(real), {along.x(), along.y(), along.z(), q.w()})});
    }
    const Val t = s.Let(twist, OneOf(s, {"twist", "qt"}));
    const Val swing = s.Let(Unit(q * Inverse(t)), OneOf(s, {"swing", "qs"}));
    if (s.rng().Chance(0.5)) {
      return s.Output(swing, OneOf(s, {"swing_out", "swings"}));
    }
    return Emit(s, Rotate(swing, s.Draw(vec, 1)));
  }
  const Val angle = s.Let(
      builtin
          ? s.Call("quat_twist_angle", {axis, q})
          : 2.0 * s.Call("atan2", {s.Call("dot", {s.Construct(vec, {q.x(), q.y(), q.z()}), axis}),
                                   Known(q.w(), 0.001, 1.0)}),
      OneOf(s, {"angle", "theta", "twist_angle"}));
  const Val lower = Arg(s, real, {"limit_lower", "angle_min", "lower"}, {-2.0, -0.1});
  const Val upper = Arg(s, real, {"limit_upper", "angle_max", "upper"}, {0.1, 2.0});
  Val f = s.Let(s.Real(0.0, real), OneOf(s, {"limit_f", "tau", "f"}));
  const Val ke = Coefficient(s, real, {"limit_ke", "ke", "k_limit"}, {1.0, 100.0});
  const std::array conditions = {angle<lower, angle> upper};
  s.IfChain(
      conditions, [&](int branch) { s.Set(f, ke * ((branch == 0 ? lower : upper) - angle)); },
      false);
  if (s.rng().Chance(0.5)) {
    s.Update(f, BinaryOp::kSub,
             Coefficient(s, real, {"limit_kd", "kd"}, {0.01, 2.0}) *
                 s.Call("dot", {ReadSpin(s, real), axis}));
  }
  s.rng().Chance(0.5) ? s.Output(f) : Emit(s, axis * f, {"torque_out", "joint_torque"});
}

// A joint's torque: motor and limits, or a body wrench seen along the joint's axis.
void DrawJointTorque(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  if (s.rng().Chance(0.4)) {
    const Val motion =
        Read(s, Spatial(real), {"joint_S_s", "motion_subspace", "screws"}, {"S", "screw"});
    const Val f =
        Read(s, Spatial(real), {"body_ft_s", "wrenches", "body_f"}, {"f_s", "wrench", "f"});
    Val tau = -s.Call("spatial_dot", {motion, f});
    if (s.rng().Chance(0.6)) {
      tau = tau + s.Own(InputNamed(s, real, {"joint_act", "joint_f"}));
    }
    return Emit(s,
                s.rng().Chance(0.5)
                    ? tau
                    : tau - Coefficient(s, real, {"joint_damping", "armature", "kd"}) *
                                s.Own(InputNamed(s, real, {"joint_qd", "rates"})),
                {"tau_out", "joint_tau"});
  }
  if (s.rng().Chance(0.4)) {
    const Val anchor = s.Let(
        s.Call("transform_point",
               {ReadPose(s, real), s.rng().Chance(0.5)
                                       ? Arg(s, vec, {"anchor", "joint_pos"}, {-1.0, 1.0})
                                       : s.Own(InputNamed(s, vec, {"anchors", "joint_origins"}))}),
        OneOf(s, {"anchor_w", "c"}));
    const Val axis_w = s.Let(s.Call("transform_vector", {ReadPose(s, real), ReadAxis(s, real)}),
                             OneOf(s, {"axis_w", "a_w"}));
    const Val tip = Read(s, vec, {"tip_pos", "points", "targets"}, {"p", "tip"});
    const Val column =
        s.Let(s.Call("cross", {axis_w, tip - anchor}), OneOf(s, {"col", "jv", "J_col"}));
    if (s.rng().Chance(0.4)) {
      return s.Output(SpatialVector(axis_w, column), OneOf(s, {"jacobian_out", "J_cols"}));
    }
    return Emit(s,
                s.Call("dot", {column, s.rng().Chance(0.5)
                                           ? Read(s, vec, {"forces", "tip_forces"}, {"f", "force"})
                                           : s.Draw(vec, 1)}),
                {"tau_out", "joint_f_out"});
  }
  const Val q = ReadJointPosition(s, real);
  const Val qd = Read(s, real, {"joint_qd", "rates", "dof_vel"}, {"qd", "rate"});
  const Val target = s.rng().Chance(0.6) ? Read(s, real, {"joint_target", "targets_q"},
                                                {"goal", "q_des"}, {-3.0, 3.0})
                                         : s.Draw(real, 2);
  Val tau = s.Let(Coefficient(s, real, {"kp", "target_ke"}, {1.0, 100.0}) * (target - q) -
                      Coefficient(s, real, {"kd", "target_kd"}, {0.1, 10.0}) * qd,
                  OneOf(s, {"tau", "t", "motor"}));
  if (s.rng().Chance(0.6)) {
    const Val low = Arg(s, real, {"limit_lower", "q_min"}, {-2.5, -0.5});
    const Val high = Arg(s, real, {"limit_upper", "q_max"}, {0.5, 2.5});
    const Val ke = Coefficient(s, real, {"limit_ke", "k_limit"}, {1.0, 100.0});
    const std::array conditions = {q<low, q> high};
    s.IfChain(
        conditions,
        [&](int branch) { s.Update(tau, BinaryOp::kAdd, ke * ((branch == 0 ? low : high) - q)); },
        false);
  }
  if (s.rng().Chance(0.5)) {
    const Val most = Coefficient(s, real, {"max_torque", "effort_limit"}, {1.0, 50.0});
    s.Set(tau, s.Call("clamp", {tau, -most, most}));
  }
  if (s.rng().Chance(0.5)) {
    return Emit(s, tau, {"joint_f_out", "torques_out"});
  }
  Emit(s, Rotate(ReadOrientation(s, real), ReadAxis(s, real)) * tau, {"torque_w", "body_torque"});
}

// Two bodies' joint frames against each other: what a ball, hinge or fixed joint corrects.
void DrawJointFrames(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const int bodies = TableSize(s);
  static constexpr std::array<std::string_view, 2> kNames = {"id_p", "id_c"};
  const auto ids = Corners(s, {"joint_bodies", "body_pairs", "joints"}, kNames, bodies);
  const int poses = TableNamed(s, Pose(real), {"body_q", "body_poses"}, bodies);
  const Val xp = s.Let(
      Compose(s.At(poses, {ids[0]}), s.Own(InputNamed(s, Pose(real), {"joint_X_p", "frame_a"}))),
      OneOf(s, {"X_wp", "X_a"}));
  const Val xc = s.Let(
      Compose(s.At(poses, {ids[1]}), s.Own(InputNamed(s, Pose(real), {"joint_X_c", "frame_b"}))),
      OneOf(s, {"X_wc", "X_b"}));
  const Val err = s.Let(PositionOf(xc) - PositionOf(xp), OneOf(s, {"x_err", "dx", "offset"}));
  const Val ke = Coefficient(s, real, {"attach_ke", "joint_ke", "ke"}, {1.0, 100.0});
  if (s.rng().Chance(0.35)) {
    return Emit(s, 0.5 * s.Call("dot", {err, err}) * ke, {"joint_energy", "errors_out"});
  }
  const int forces = s.NewArray({Spatial(real),
                                 {bodies},
                                 lang::Fill::kZero,
                                 0.0,
                                 0.0,
                                 Access::kAtomic,
                                 OneOf(s, {"body_f", "body_f_out"})});
  const Val f = s.Let(err * ke, OneOf(s, {"f", "f_total"}));
  Val t = Zero(s, vec);
  if (s.rng().Chance(0.6)) {
    const Val rel =
        s.Let(Inverse(OrientationOf(xp)) * OrientationOf(xc), OneOf(s, {"r_err", "rel_q"}));
    t = Rotate(OrientationOf(xp), s.Construct(vec, {rel.x(), rel.y(), rel.z()})) *
        (Coefficient(s, real, {"angular_ke", "twist_ke"}, {1.0, 50.0}) * 2.0);
  } else {
    const Val a =
        s.Let(s.Call("transform_vector", {xp, ReadAxis(s, real)}), OneOf(s, {"axis_p", "a_p"}));
    const Val b =
        s.Let(s.Call("transform_vector", {xc, ReadAxis(s, real)}), OneOf(s, {"axis_c", "a_c"}));
    t = s.Call("cross", {a, b}) * Coefficient(s, real, {"angular_ke", "swing_ke"}, {1.0, 50.0});
  }
  const Val torque = s.Let(t, OneOf(s, {"t", "t_total"}));
  Scatter(
      s, forces, ids[0],
      SpatialVector(
          torque + (s.rng().Chance(0.5)
                        ? s.Call("cross", {PositionOf(xp) - PositionOf(s.At(poses, {ids[0]})), f})
                        : s.Draw(vec, 0)),
          f));
  ScatterMinus(s, forces, ids[1], SpatialVector(torque, f));
}

}  // namespace warploom::synth
