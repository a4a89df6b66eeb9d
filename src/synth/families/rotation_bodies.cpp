// Rotations of bodies: rigid body steps, wrenches, spatial dynamics, pose control, sensors.
#include <array>

#include "synth/families/rotation.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

namespace {

// A spatial vector's angular and linear halves, by call or by construction's order.
Val Angular(const Val& v) { return v.sketch->Call("spatial_top", {v}); }
Val Linear(const Val& v) { return v.sketch->Call("spatial_bottom", {v}); }
Val ReadTwist(Sketch& s, Type real) {
  return Read(s, Spatial(real), {"body_qd", "twists", "velocities_s", "body_v_s"},
              {"qd", "v_s", "twist"});
}
Val ReadCom(Sketch& s, Type real) {
  return s.rng().Chance(0.6)
             ? s.Own(InputNamed(s, Vec3(real), {"body_com", "com", "coms"}, {-0.5, 0.5}))
             : Arg(s, Vec3(real), {"com", "com_offset"}, {-0.5, 0.5});
}

}  // namespace

// A rigid body advanced by forces and torques, with its gyroscopic term.
void DrawRigidBodyStep(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const State pose = ReadState(s, Pose(real), {"body_q", "poses", "X_wb"}, {"X", "q", "tf"});
  const State twist = ReadState(s, Spatial(real), {"body_qd", "twists"}, {"qd", "v_s"});
  const Val x0 = s.Let(PositionOf(pose.value), OneOf(s, {"x0", "p0"}));
  const Val r0 = s.Let(OrientationOf(pose.value), OneOf(s, {"r0", "rot0"}));
  const Val w0 = s.Let(Angular(twist.value), OneOf(s, {"w0", "omega0"}));
  const Val v0 = s.Let(Linear(twist.value), OneOf(s, {"v0", "vel0"}));
  const Val force = Read(s, Spatial(real), {"body_f", "wrenches"}, {"f", "f_s"});
  const Val t0 = s.Let(Angular(force), OneOf(s, {"t0", "torque"}));
  const Val f0 =
      s.rng().Chance(0.5) ? s.Let(Linear(force), OneOf(s, {"f0", "lin_f"})) : Linear(force);
  const Val dt = TimeStep(s, real);
  const Val inv_mass = Parameter(s, real, {"inv_mass", "body_inv_mass", "inv_m"}, {0.1, 2.0});
  const Val gravity = Arg(s, vec, {"gravity", "g"}, {-10.0, 10.0});
  Val v1 = s.Let(v0 + (f0 * inv_mass + gravity) * dt, OneOf(s, {"v1", "v_new"}));
  const bool offset = s.rng().Chance(0.5);
  const Val com = offset ? s.Let(ReadCom(s, real), "com") : Val{};
  const Val x1 = s.Let((offset ? x0 + Rotate(r0, com) : x0) + v1 * dt, OneOf(s, {"x1", "x_com"}));
  const Val wb = s.Let(RotateInv(r0, w0), OneOf(s, {"wb", "w_body"}));
  const Val inertia = s.Own(InputNamed(s, lang::MatType(3, 3, real.scalar),
                                       {"body_inertia", "inertias", "I_body"}, {0.1, 2.0}));
  Val tb = RotateInv(r0, t0);
  if (s.rng().Chance(0.7)) {
    tb = tb - s.Call("cross", {wb, inertia * wb});
  }
  const Val inv_inertia =
      s.Own(InputNamed(s, lang::MatType(3, 3, real.scalar),
                       {"body_inv_inertia", "inv_inertias", "I_inv"}, {0.1, 2.0}));
  Val w1 = s.Let(Rotate(r0, wb + inv_inertia * Named(s, tb, {"tb", "torque_b"}) * dt),
                 OneOf(s, {"w1", "w_new"}));
  const Val pure = s.Construct(Quat(real), {w1, s.Real(0.0, real)});
  const Val r1 =
      s.Let(s.Call("normalize", {r0 + pure * r0 * (0.5 * dt)}), OneOf(s, {"r1", "rot1"}));
  if (s.rng().Chance(0.5)) {
    s.Update(w1, BinaryOp::kMul,
             1.0 - Coefficient(s, real, {"angular_damping", "damping"}, {0.0, 0.5}) * dt);
  }
  const Val origin = offset ? x1 - Rotate(r1, com) : x1;
  WriteState(s, pose, s.Construct(Pose(real), {origin, r1}), {"body_q_out", "poses_out"});
  WriteState(s, twist, SpatialVector(w1, v1), {"body_qd_out", "twists_out"});
}

// A contact on a body: the point's velocity, a penalty force and its wrench.
void DrawContactWrench(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const int bodies = static_cast<int>(s.rng().Choose(std::array{8, 16, 32, 64, 128}));
  const Val body = s.Let(s.Own(InputNamed(s, lang::kInt, {"contact_body", "body_ids", "shape_body"},
                                          {0.0, bodies - 1.0})),
                         OneOf(s, {"b", "body", "bid"}));
  const Val x = s.Let(s.At(TableNamed(s, Pose(real), {"body_q", "body_poses"}, bodies), {body}),
                      OneOf(s, {"X_wb", "X", "tf"}));
  const Val local = s.Own(InputNamed(s, vec, {"contact_points", "contact_point0", "local_points"}));
  const Val p = s.Let(s.Call("transform_point", {x, local}), OneOf(s, {"cp", "p", "point_w"}));
  const Val r =
      s.Let(p - (s.rng().Chance(0.5)
                     ? PositionOf(x)
                     : s.Call("transform_point",
                              {x, s.At(TableNamed(s, vec, {"body_com", "com"}, bodies, {-0.5, 0.5}),
                                       {body})})),
            OneOf(s, {"r", "lever", "arm"}));
  const Val v = s.Let(s.At(TableNamed(s, Spatial(real), {"body_qd", "body_v"}, bodies), {body}),
                      OneOf(s, {"v_s", "qd"}));
  const Val dpdt = s.Let(real == lang::kFloat && s.rng().Chance(0.3)
                             ? s.Call("velocity_at_point", {v, r})
                             : Linear(v) + s.Call("cross", {Angular(v), r}),
                         OneOf(s, {"dpdt", "v_c", "bv"}));
  const Val n = s.rng().Chance(0.6)
                    ? Read(s, vec, {"contact_normals", "normals"}, {"n", "normal"}, kUnitFill)
                    : s.Let(BasisVector(s, real, s.rng().Chance(0.5) ? 1 : 2), "n");
  const Val depth = s.Let(
      s.Call("dot", {n, p}) - Coefficient(s, real, {"thickness", "margin", "radius"}, {0.01, 0.2}),
      OneOf(s, {"d", "c", "depth"}));
  if (s.rng().Chance(0.5)) {
    s.ReturnIf(s.rng().Chance(0.5)
                   ? depth > 0.0
                   : depth >= Arg(s, real, {"contact_margin", "max_gap"}, {0.01, 0.2}));
  }
  const Val vn = s.Let(s.Call("dot", {n, dpdt}), OneOf(s, {"vn", "v_n"}));
  const Val fn = s.Let(
      s.Call("min", {depth, s.Real(0.0, real)}) * Arg(s, real, {"ke", "contact_ke"}, {1.0, 100.0}) +
          s.Call("min", {vn, s.Real(0.0, real)}) *
              Coefficient(s, real, {"kd", "contact_kd"}, {0.01, 2.0}),
      OneOf(s, {"fn", "f_n"}));
  Val f = n * fn;
  if (s.rng().Chance(0.6)) {
    const Val vt = s.Let(dpdt - n * vn, OneOf(s, {"vt", "v_t"}));
    const Val slip = s.Call(
        "min", {s.Call("length", {vt}) * Arg(s, real, {"kf", "friction_stiffness"}, {0.1, 4.0}),
                Coefficient(s, real, {"mu", "friction"}, {0.1, 1.0}) * s.Call("abs", {fn})});
    f = f + s.Call("normalize", {vt}) * slip;
  }
  const Val total = s.Let(f, OneOf(s, {"f_total", "f", "force"}));
  if (s.rng().Chance(0.2)) {
    return s.Output(SpatialVector(s.Call("cross", {r, total}), total),
                    OneOf(s, {"wrench_out", "contact_wrench"}));
  }
  const int out = s.NewArray({Spatial(real),
                              {bodies},
                              lang::Fill::kZero,
                              0.0,
                              0.0,
                              Access::kAtomic,
                              OneOf(s, {"body_f", "body_f_out"})});
  const Val moment = s.rng().Chance(0.5)
                         ? s.Let(s.Call("cross", {r, total}), OneOf(s, {"t_total", "torque"}))
                         : s.Call("cross", {r, total});
  ScatterMinus(s, out, body, SpatialVector(moment, total));
}

// Spatial algebra of one link: velocity products, bias forces, kinetic energy, moved wrenches.
void DrawSpatialDynamics(Sketch& s) {
  const auto kind = s.rng().Below(6);
  const Type real = kind == 4 ? lang::kFloat : Precise(s);
  const Type vec = Vec3(real);
  const Val v = ReadTwist(s, real);
  const Type block = lang::MatType(6, 6, real.scalar);
  switch (kind) {
    case 0: {
      const Val inertia = Read(s, block, {"body_I_s", "spatial_inertia", "link_I"}, {"I_s", "M6"});
      const Val h = s.Let(inertia * v, OneOf(s, {"h_s", "momentum"}));
      const Val a = s.rng().Chance(0.6)
                        ? Read(s, Spatial(real), {"body_a_s", "accelerations_s"}, {"a_s", "acc"})
                        : Val{};
      Val f = s.Call("spatial_cross_dual", {v, h});
      if (a.is_valid()) {
        f = inertia * a + f;
      }
      return Emit(s,
                  s.rng().Chance(0.5)
                      ? f - Read(s, Spatial(real), {"external_f", "f_ext"}, {"f_ext_i", "fe"})
                      : f,
                  {"body_ft_s", "bias_out", "f_s_out"});
    }
    case 1: {
      const Val motion =
          Read(s, Spatial(real), {"joint_S_s", "motion_subspace", "screws"}, {"S", "screw"});
      const Val rate = s.Own(InputNamed(s, real, {"joint_qd", "rates"}));
      const Val vj = s.Let(motion * rate, OneOf(s, {"v_j", "v_joint"}));
      const Val total = s.Let(v + vj, OneOf(s, {"v_link", "v_total"}));
      Emit(s, total, {"body_v_out", "v_s_out"});
      return Emit(s, s.Call("spatial_cross", {total, vj}) + motion * s.Draw(real, 1),
                  {"bias_acc", "a_s_out"});
    }
    case 2: {
      const Val m = Coefficient(s, real, {"body_mass", "masses", "mass"});
      const Val w = s.Let(Angular(v), OneOf(s, {"w", "omega"}));
      const Val lin = s.Let(Linear(v), OneOf(s, {"lin", "u"}));
      const Val inertia = s.Own(InputNamed(s, lang::MatType(3, 3, real.scalar),
                                           {"body_inertia", "inertias"}, {0.1, 2.0}));
      if (s.rng().Chance(0.5)) {
        return Emit(s, 0.5 * (m * s.Call("dot", {lin, lin}) + s.Call("dot", {w, inertia * w})),
                    {"kinetic", "energy_out"});
      }
      const Val lever = Named(s, PositionOf(ReadPose(s, real)), {"r", "x_c"});
      return Emit(s, s.Call("cross", {lever, m * lin}) + inertia * w,
                  {"momentum_out", "angular_momentum"});
    }
    case 3: {
      const Val f =
          Read(s, Spatial(real), {"wrenches", "body_f", "contact_wrenches"}, {"f", "wrench"});
      if (s.rng().Chance(0.5)) {
        return Emit(s, s.Call("spatial_dot", {f, v}), {"power_out", "work"});
      }
      const Val arm = Read(s, vec, {"levers", "offsets"}, {"r", "arm"});
      return Emit(s, SpatialVector(Angular(f) + s.Call("cross", {arm, Linear(f)}), Linear(f)),
                  {"moved", "wrench_out"});
    }
    case 4: {
      const Val x = ReadPose(s, real);
      if (s.rng().Chance(0.5)) {
        return Emit(s, s.Call("transform_twist", {s.rng().Chance(0.5) ? Unit(Inverse(x)) : x, v}),
                    {"v_local", "twist_out"});
      }
      return Emit(s,
                  s.Call("transform_wrench",
                         {x, Read(s, Spatial(real), {"wrenches", "body_f"}, {"f", "wrench"})}),
                  {"f_world", "wrench_out"});
    }
    default: {
      const Val x = ReadPose(s, real);
      const Val r = s.Let(s.Call("quat_to_matrix", {OrientationOf(x)}), "R");
      const Val sk = s.Let(s.Call("skew", {PositionOf(x)}) * r, OneOf(s, {"S", "pR"}));
      const Val ad = s.Let(s.Call("spatial_adjoint", {r, sk}), OneOf(s, {"Ad", "T", "adj"}));
      if (s.rng().Chance(0.5)) {
        return Emit(s, ad * v, {"v_world", "twist_out"});
      }
      const Val inertia = Read(s, block, {"body_I_m", "link_I"}, {"I_m", "M6"});
      return Emit(s, s.Call("transpose", {ad}) * inertia * ad, {"I_s_out", "inertia_out"});
    }
  }
}

// The pose error of a body to its target, and what a controller does about it.
void DrawPoseError(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val x = ReadPose(s, real);
  const Val goal =
      s.rng().Chance(0.6)
          ? Read(s, Pose(real), {"target_poses", "goals_q", "X_des"}, {"goal", "X_t", "des"})
          : Arg(s, Pose(real), {"target", "goal_pose", "X_goal"}, {-2.0, 2.0});
  if (s.rng().Chance(0.3)) {
    const Val rel = s.Let(Compose(Unit(Inverse(x)), goal), OneOf(s, {"rel", "X_err", "delta"}));
    if (s.rng().Chance(0.4)) {
      return s.Output(rel);
    }
    const Val q = s.Let(OrientationOf(rel), OneOf(s, {"dq", "rot_err"}));
    return Emit(s,
                s.Call("length", {PositionOf(rel)}) +
                    Coefficient(s, real, {"rot_weight", "w_rot"}) * 2.0 *
                        s.Call("acos", {s.Call("clamp", {s.Call("abs", {q.w()}), s.Real(0.0, real),
                                                         s.Real(0.999, real)})}),
                {"cost_out", "pose_error", "rewards_out"});
  }
  const Val err = s.Let(PositionOf(goal) - PositionOf(x), OneOf(s, {"pos_err", "ep", "dp"}));
  Val dq =
      s.Let(OrientationOf(goal) * Inverse(OrientationOf(x)), OneOf(s, {"q_err", "dq", "rot_err"}));
  if (s.rng().Chance(0.5)) {
    s.If(dq.w() < 0.0, [&] { s.Set(dq, -dq); });
  }
  const Val er = s.Let(s.rng().Chance(0.7) ? 2.0 * s.Construct(vec, {dq.x(), dq.y(), dq.z()})
                                           : 2.0 * s.Call("sign", {dq.w()}) *
                                                 s.Construct(vec, {dq.x(), dq.y(), dq.z()}),
                       OneOf(s, {"er", "ang_err", "phi"}));
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
  const Val force = s.Let(kp * err - kd * Linear(v), OneOf(s, {"force", "f"}));
  const Val torque =
      s.Let((same ? kp : Coefficient(s, real, {"kp_rot", "angular_stiffness"}, {1.0, 50.0})) * er -
                (same ? kd : Coefficient(s, real, {"kd_rot", "angular_damping"}, {0.1, 5.0})) *
                    Angular(v),
            OneOf(s, {"torque", "tau"}));
  s.Output(SpatialVector(torque, s.rng().Chance(0.6) ? force : force + s.Draw(vec, 1)),
           OneOf(s, {"body_f_out", "wrench_out", "control_f"}));
}

// What an inertial sensor measures, or an attitude filter that follows one.
void DrawInertialSensor(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val gravity =
      s.rng().Chance(0.5)
          ? Arg(s, vec, {"gravity", "g_world"}, {-10.0, 10.0})
          : s.Construct(vec, {s.Real(0.0, real), s.Real(0.0, real), s.Real(-9.81, real)});
  if (s.rng().Chance(0.4)) {
    const Val q = ReadOrientation(s, real);
    const Val acc = Named(s, Read(s, vec, {"lin_acc", "accelerations"}, {"a_w", "acc"}) - gravity,
                          {"spec", "f_w", "proper"});
    Val measured = RotateInv(q, acc);
    if (s.rng().Chance(0.6)) {
      measured = measured + s.Own(InputNamed(s, vec, {"acc_bias", "bias"}, {-0.1, 0.1}));
    }
    Emit(s, measured, {"accelerometer", "imu_acc"});
    return s.rng().Chance(0.5) ? Emit(s, RotateInv(q, ReadSpin(s, real)), {"gyro_out", "imu_gyro"})
                               : void();
  }
  const State q = ReadState(s, Quat(real), {"attitude", "q_est"}, {"q", "att"});
  const Val acc =
      Named(s, s.Call("normalize", {Read(s, vec, {"accel", "acc_meas"}, {"a_m", "acc"})}),
            {"a_hat", "down", "g_meas"});
  const Val expected =
      s.Let(RotateInv(Unit(q.value), s.rng().Chance(0.6) ? BasisVector(s, real, 2)
                                                         : s.Call("normalize", {gravity})),
            OneOf(s, {"g_pred", "expected", "v_hat"}));
  const Val error = s.Let(s.Call("cross", {acc, expected}), OneOf(s, {"err", "e", "correction"}));
  const Val rate =
      Named(s,
            Read(s, vec, {"gyro", "gyro_meas"}, {"w_m", "gyr"}) +
                Coefficient(s, real, {"kp", "filter_gain", "beta"}, {0.05, 2.0}) * error,
            {"w", "omega", "w_corr"});
  const Val dt = TimeStep(s, real);
  const Val pure = s.Construct(Quat(real), {rate, s.Real(0.0, real)});
  WriteState(s, q, s.Call("normalize", {q.value + q.value * pure * (0.5 * dt)}),
             {"q_out", "attitude_out"});
  if (s.rng().Chance(0.3)) {
    s.Output(s.Call("length", {error}), OneOf(s, {"tilt_err", "innovation"}));
  }
}

// Rotors, thrusters or wings: forces in the body's frame, summed and turned to the world's.
void DrawThrust(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val x = ReadPose(s, real);
  const Val rot = s.Let(OrientationOf(x), OneOf(s, {"rot", "q", "r"}));
  if (s.rng().Chance(0.35)) {
    const Val v = Linear(ReadTwist(s, real));
    const Val air = s.Let(s.rng().Chance(0.5) ? v - Arg(s, vec, {"wind", "flow"}, {-2.0, 2.0}) : v,
                          OneOf(s, {"v_air", "u_rel"}));
    const Val local = s.Let(RotateInv(rot, air), OneOf(s, {"v_b", "v_local"}));
    const Val area = Arg(s, vec, {"drag_coeffs", "areas_vec"}, kPositiveFill);
    const Val drag = -s.Call("cw_mul", {area, s.Call("cw_mul", {s.Call("abs", {local}), local})});
    return Emit(
        s,
        Rotate(rot, s.rng().Chance(0.5) ? drag * Coefficient(s, real, {"rho", "density"}) : drag),
        {"drag_out", "aero_f"});
  }
  const int rotors = static_cast<int>(s.rng().Choose(std::array{2, 4, 4, 6, 8}));
  const int offsets = TableNamed(s, vec, {"rotor_pos", "thruster_pos", "arms"}, rotors);
  Val force = s.Mutable(Zero(s, vec), OneOf(s, {"f", "force", "f_b"}));
  Val torque = s.Mutable(Zero(s, vec), OneOf(s, {"tau", "torque", "t_b"}));
  s.Hide(force);
  s.Hide(torque);
  const Val k = Arg(s, real, {"thrust_coeff", "kt", "c_t"});
  const bool yaw = s.rng().Chance(0.5);
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(rotors);
  const int speeds = s.NewArray({real, shape, lang::Fill::kUniform, 0.0, 2.0, Access::kInput,
                                 OneOf(s, {"rotor_speed", "throttle", "actions"})});
  std::vector<Val> at;
  for (int d = 0; d < s.ndim(); ++d) {
    at.push_back(s.Thread(d));
  }
  at.emplace_back();
  s.For(OneOf(s, {"k", "rotor", "m"}), Val{},
        s.rng().Chance(0.5) ? s.Int(rotors) : s.SizeOf(offsets, 0), 0, [&](Val i) {
          at.back() = i;
          const Val u = s.Let(s.At(speeds, at), OneOf(s, {"u", "n", "cmd"}));
          const Val thrust = s.Let(BasisVector(s, real, s.rng().Chance(0.5) ? 1 : 2) *
                                       (k * (s.rng().Chance(0.6) ? u * u : u)),
                                   OneOf(s, {"thrust", "ft"}));
          s.Update(force, BinaryOp::kAdd, thrust);
          const Val moment = s.Call("cross", {s.At(offsets, {i}), thrust});
          s.Update(torque, BinaryOp::kAdd,
                   yaw ? moment + thrust * Arg(s, real, {"torque_ratio", "k_yaw"}, {0.01, 0.1})
                       : moment);
        });
  s.Hide(force, false);
  s.Hide(torque, false);
  s.Output(SpatialVector(Rotate(rot, torque), Rotate(rot, force)),
           OneOf(s, {"body_f_out", "wrench_out"}));
}

}  // namespace warploom::synth
