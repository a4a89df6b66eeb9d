// Rotations: quaternions integrated, interpolated, converted and averaged; bodies, joints and
// frames lie beside.
#include "synth/families/rotation.h"

#include <array>

#include "synth/families/families.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

Val PositionOf(const Val& t) {
  return t.sketch->Habit("transform getters", 0.7)
             ? t.sketch->Call("transform_get_translation", {t})
             : t.x();
}

Val OrientationOf(const Val& t) {
  if (t.sketch->Habit("transform getters", 0.7)) {
    return t.sketch->Call("transform_get_rotation", {t});
  }
  Val q = Unit(t.y());  // Component 1 of a transform is .q.
  q.facts.low = -1.0;
  q.facts.high = 1.0;
  return q;
}

Val Compose(const Val& a, const Val& b) {
  Sketch& s = *a.sketch;
  Val product =
      s.Habit("transforms by operator", 0.5) ? a * b : s.Call("transform_multiply", {a, b});
  product.facts.unit = a.facts.unit && b.facts.unit;
  return product;
}

Val SpatialVector(const Val& angular, const Val& linear) {
  Sketch& s = *angular.sketch;
  if (angular.type.scalar == lang::Scalar::kFloat32) {
    return s.Call("spatial_vector", {angular, linear});
  }
  const Val w = s.Let(angular, "top");
  const Val v = s.Let(linear, "bottom");
  return s.Construct(lang::VecType(6, w.type.scalar), {w.x(), w.y(), w.z(), v.x(), v.y(), v.z()});
}

Val BasisVector(Sketch& s, Type real, int axis) {
  std::vector<Val> parts(3, s.Real(0.0, real));
  parts[static_cast<size_t>(axis)] = s.Real(1.0, real);
  return Unit(s.Construct(Vec3(real), parts));
}

Val ReadOrientation(Sketch& s, Type real) {
  return Read(s, Quat(real), {"orientations", "rotations", "body_rot", "quats"},
              {"q", "rot", "q0", "r"});
}

Val ReadPose(Sketch& s, Type real) {
  return Read(s, Pose(real), {"body_q", "poses", "transforms", "X_wb"}, {"X", "tf", "pose", "X_b"});
}

Val ReadSpin(Sketch& s, Type real) {
  return Read(s, Vec3(real), {"angular_velocities", "omegas", "body_w", "gyro"},
              {"w", "omega", "wb"});
}

Val Dot4(const Val& a, const Val& b) {
  Sketch& s = *a.sketch;
  if (s.rng().Chance(0.5)) {
    return s.Call("dot", {a, b});
  }
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

namespace {

// An orientation advanced by an angular velocity: first order or by the exponential map.
void DrawOrientationStep(Sketch& s) {
  const Type real = Precise(s);
  const State q = ReadState(s, Quat(real), {"orientations", "rotations", "body_rot", "quats"},
                            {"q", "rot", "q0", "r"});
  Val w = ReadSpin(s, real);
  if (s.rng().Chance(0.3)) {
    w = Named(
        s,
        s.rng().Chance(0.5)
            ? Rotate(Unit(q.value), w)
            : w * (1.0 - TimeStep(s, real) * Arg(s, real, {"angular_damping", "drag"}, {0.0, 1.0})),
        {"w1", "w_world", "omega_w"});
  }
  const Val dt = TimeStep(s, real);
  Val next;
  if (s.rng().Chance(0.55)) {
    const Val pure = s.rng().Chance(0.7)
                         ? s.Construct(Quat(real), {w, s.Real(0.0, real)})
                         : s.Construct(Quat(real), {w.x(), w.y(), w.z(), s.Real(0.0, real)});
    const bool world = s.rng().Chance(0.7);
    const Val product = world ? pure * q.value : q.value * pure;
    const Val rate = s.rng().Chance(0.5)
                         ? Named(s, product * s.Real(0.5, real), {"qdot", "dq", "rate"}) * dt
                         : product * (0.5 * dt);
    next = s.Call("normalize", {q.value + rate});
  } else {
    const Val speed = Named(s, s.Call("length", {w}), {"speed", "w_mag", "rate"});
    const Val axis = s.Call("normalize", {w});
    const Val dq =
        Named(s,
              s.Call("quat_from_axis_angle",
                     {s.rng().Chance(0.5) ? Named(s, axis, {"axis", "n", "u"}) : axis, speed * dt}),
              {"dq", "delta", "q_step"});
    next = s.rng().Chance(0.6) ? dq * q.value : q.value * dq;
    if (s.rng().Chance(0.5)) {
      next = s.Call("normalize", {next});
    }
  }
  const Val out = Named(s, next, {"q1", "q_new", "r1"});
  WriteState(s, q, out, {"q_out", "new_rotations", "orientations_out"});
  if (s.rng().Chance(0.4)) {
    Emit(s, Rotate(Unit(out), BasisVector(s, real, static_cast<int>(s.rng().Below(3)))),
         {"heading_out", "axis_out", "up_out"});
  }
}

// Between two orientations or poses: slerp, or a normalized lerp by the shorter way.
void DrawInterpolation(Sketch& s) {
  const Type real = Precise(s);
  Val a, b;
  if (s.ndim() == 1 && s.rng().Chance(0.4)) {
    const int keys =
        TableNamed(s, Quat(real), {"keyframes", "key_rotations", "key_rots"}, s.dims()[0] + 1);
    a = s.Let(s.At(keys, {s.Thread(0)}), "a");
    b = s.Let(s.At(keys, {s.Thread(0) + s.Int(1)}), "b");
  } else {
    a = Read(s, Quat(real), {"start_rot", "rotations_a", "q_from"}, {"a", "q0", "q_start"});
    b = Read(s, Quat(real), {"end_rot", "rotations_b", "q_to"}, {"b", "q1", "q_end"});
  }
  Val t = s.rng().Chance(0.5)
              ? Arg(s, real, {"t", "alpha", "blend"}, {0.0, 1.0})
              : Read(s, real, {"params", "weights_t", "times"}, {"t", "u", "s"}, {0.0, 1.0});
  if (s.rng().Chance(0.4)) {
    t = Named(s,
              Known(s.rng().Chance(0.5) ? t * t * (3.0 - 2.0 * t)
                                        : s.Call("clamp", {t * s.DrawNumber(real, 0.5, 2.0),
                                                           s.Real(0.0, real), s.Real(1.0, real)}),
                    0.0, 1.0),
              {"w", "ease", "tt"});
  }
  Val q;
  if (s.rng().Chance(0.5)) {
    q = s.Call("quat_slerp", {a, b, t});
  } else {
    const Val cosine = Named(s, Dot4(a, b), {"d", "cosine", "dp"});
    const Val target = s.Let(
        Unit(s.rng().Chance(0.5) ? s.Select(cosine < 0.0, -b, b) : b * s.Call("sign", {cosine})),
        OneOf(s, {"b_near", "end", "qb"}));
    if (s.rng().Chance(0.6)) {
      q = s.Call("normalize", {a * (1.0 - t) + target * t});
    } else {
      const Val angle =
          s.Let(s.Call("acos", {s.Call("clamp", {s.Call("abs", {cosine}), s.Real(0.0, real),
                                                 s.Real(0.999, real)})}),
                OneOf(s, {"theta", "angle"}));
      const Val sn =
          s.Let(s.Call("sin", {angle}) + s.Real(1e-4, real), OneOf(s, {"sn", "sin_theta"}));
      const Val over = Known(sn, 1e-4, 1.0);
      q = a * (s.Call("sin", {(1.0 - t) * angle}) / over) +
          target * (s.Call("sin", {t * angle}) / over);
      q = s.Call("normalize", {q});
    }
  }
  const Val out = Named(s, q, {"q", "rot", "qt"});
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s,
                  Rotate(Unit(out),
                         s.rng().Chance(0.5)
                             ? Read(s, Vec3(real), {"points", "offsets", "directions"}, {"p", "v"})
                             : s.Draw(Vec3(real), 1)),
                  {"rotated", "points_out"});
    case 1: {
      const Val p0 = Read(s, Vec3(real), {"start_pos", "key_positions"}, {"p0", "pa"});
      const Val p1 = Read(s, Vec3(real), {"end_pos", "next_positions"}, {"p1", "pb"});
      return s.Output(s.Construct(Pose(real), {s.Call("lerp", {p0, p1, t}), out}),
                      OneOf(s, {"poses_out", "X_t"}));
    }
    default:
      return s.Output(out);
  }
}

// Roll, pitch and yaw; axis and angle; what a heading is.
void DrawConversions(Sketch& s) {
  const auto kind = s.rng().Below(6);
  const Type real = kind == 1 ? lang::kFloat : Precise(s);
  const Type vec = Vec3(real);
  if (kind == 0) {
    const Val e = s.rng().Chance(0.5) ? Read(s, vec, {"euler_angles", "rpy", "angles"},
                                             {"e", "rpy_i", "ang"}, {-3.0, 3.0})
                                      : Val{};
    const auto angle = [&](int k, Words words) {
      return e.is_valid() ? e[k] : Coefficient(s, real, words, {-3.0, 3.0});
    };
    const Val q = s.Let(s.Call("quat_rpy", {angle(0, {"roll", "phi"}), angle(1, {"pitch", "theta"}),
                                            angle(2, {"yaw", "psi"})}),
                        OneOf(s, {"q", "rot"}));
    return s.rng().Chance(0.5) ? s.Output(q) : Emit(s, Rotate(q, s.Draw(vec, 1)));
  }
  const Val q = ReadOrientation(s, real);
  switch (kind) {
    case 1: {
      const Val rpy = s.Let(s.Call("quat_to_rpy", {q}), OneOf(s, {"rpy", "euler"}));
      return s.rng().Chance(0.4) ? Emit(s, rpy, {"rpy_out", "euler_out"})
                                 : Emit(s,
                                        s.Call("abs", {rpy.x()}) +
                                            s.Call("abs", {rpy.y()}) *
                                                Coefficient(s, real, {"pitch_weight", "w_pitch"}),
                                        {"tilt_cost", "rewards_out"});
    }
    case 2: {
      const Val yaw =
          s.Call("atan2", {2.0 * (q.w() * q.z() + q.x() * q.y()),
                           Known(1.0 - 2.0 * (q.y() * q.y() + q.z() * q.z()), 0.001, 1.0)});
      const Val heading = Named(s, yaw, {"yaw", "heading", "psi"});
      const Val goal = s.rng().Chance(0.5)
                           ? Arg(s, real, {"target_yaw", "goal_heading"}, {-3.0, 3.0})
                           : s.Draw(real, 1);
      const Val err = Named(s, heading - goal, {"err", "dyaw"});
      return s.rng().Chance(0.5) ? Emit(s,
                                        s.Call("atan2", {s.Call("sin", {err}),
                                                         Known(s.Call("cos", {err}), 0.001, 1.0)}),
                                        {"heading_err", "yaw_out"})
                                 : Emit(s, err * err, {"heading_cost", "cost_out"});
    }
    case 3: {
      const std::array types = {vec, real};
      std::array facts = {Facts{-1.0, 1.0, false, true, true}, Between(-6.3, 6.3)};
      facts[1].from_input = true;
      static constexpr std::array<std::string_view, 2> kNames = {"axis", "angle"};
      const auto parts = s.Unpack(kNames, s.Call("quat_to_axis_angle", {q}), types, facts);
      const Val scaled =
          Named(s, parts[1] * Coefficient(s, real, {"scale", "fraction", "gain"}, {0.1, 1.0}),
                {"half", "part", "theta"});
      return s.rng().Chance(0.5) ? Emit(s, parts[0] * scaled, {"rotvec", "log_map", "omega_out"})
                                 : s.Output(s.Call("quat_from_axis_angle", {parts[0], scaled}),
                                            OneOf(s, {"q_out", "partial_rot"}));
    }
    case 4: {
      const Val r = s.Let(s.Call("quat_to_matrix", {q}), OneOf(s, {"R", "rot_m"}));
      switch (s.rng().Below(3)) {
        case 0:
          return Emit(s, s.Construct(vec, {r.at(0, 2), r.at(1, 2), r.at(2, 2)}),
                      {"z_axis", "up_out"});
        case 1:
          return Emit(s, r * s.Draw(vec, 1));
        default:
          return Emit(s, 0.5 * (s.Call("trace", {r}) - 1.0), {"cos_angle", "alignment"});
      }
    }
    default: {
      const Val axis = s.rng().Chance(0.6)
                           ? Arg(s, vec, {"axis", "spin_axis", "up"}, kUnitFill)
                           : BasisVector(s, real, static_cast<int>(s.rng().Below(3)));
      const Val turn =
          s.Let(s.Call("quat_from_axis_angle",
                       {axis, s.rng().Chance(0.5) ? Arg(s, real, {"angle", "theta"}, {-3.0, 3.0})
                                                  : s.Draw(real, 2)}),
                OneOf(s, {"turn", "dq", "spin"}));
      return s.rng().Chance(0.5) ? s.Output(turn * q) : Emit(s, Rotate(turn * q, s.Draw(vec, 1)));
    }
  }
}

// The rotation that brings one direction to another; a frame that looks at a target.
void DrawAlignment(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  if (s.rng().Chance(0.5)) {
    const Val from = s.rng().Chance(0.5) ? BasisVector(s, real, static_cast<int>(s.rng().Below(3)))
                                         : Read(s, vec, {"rest_dirs", "forward_dirs"},
                                                {"u", "from_dir"}, kUnitFill);
    const Val to =
        s.rng().Chance(0.6)
            ? Read(s, vec, {"directions", "normals", "target_dirs"}, {"v", "to_dir"}, kUnitFill)
            : Named(s, s.Call("normalize", {s.Draw(vec, 1)}), {"v", "goal_dir"});
    const Val cosine = Named(s, s.Call("dot", {from, to}), {"d", "cosine", "c"});
    const Val axis = Named(s, s.Call("cross", {from, to}), {"axis", "ax", "n"});
    Val q;
    if (s.rng().Chance(0.5)) {
      q = s.Call("normalize",
                 {s.Construct(Quat(real), {axis.x(), axis.y(), axis.z(), 1.0 + cosine})});
    } else {
      const Val angle =
          s.Call("acos", {s.Call("clamp", {cosine, s.Real(-0.999, real), s.Real(0.999, real)})});
      q = s.Call("quat_from_axis_angle",
                 {s.Call("normalize", {axis}),
                  s.rng().Chance(0.5)
                      ? angle * Coefficient(s, real, {"fraction", "stiffness", "rate"}, {0.1, 1.0})
                      : angle});
    }
    const Val turn = Named(s, q, {"q", "align", "rot"});
    return s.rng().Chance(0.6) ? s.Output(turn) : Emit(s, Rotate(turn, s.Draw(vec, 1)));
  }
  const Val eye = s.rng().Chance(0.5)
                      ? Read(s, vec, {"positions", "camera_positions", "eyes"}, {"eye", "p"})
                      : Arg(s, vec, {"eye", "camera_pos"}, {-4.0, 4.0});
  const Val target = s.rng().Chance(0.5) ? Arg(s, vec, {"target", "look_at", "goal"}, {-2.0, 2.0})
                                         : Read(s, vec, {"targets", "goals"}, {"target_i", "aim"});
  const bool away = s.rng().Chance(0.5);
  const Val z = s.Let(s.Call("normalize", {away ? eye - target : target - eye}),
                      OneOf(s, {"z", "fwd", "forward"}));
  const Val up = s.rng().Chance(0.5) ? BasisVector(s, real, s.rng().Chance(0.5) ? 1 : 2)
                                     : Arg(s, vec, {"up", "world_up"}, kUnitFill);
  const Val x =
      s.Let(s.Call("normalize", {s.Call("cross", {up, z})}), OneOf(s, {"x", "right", "side"}));
  const Val y = s.Let(s.Call("cross", {z, x}), OneOf(s, {"y", "up_new", "true_up"}));
  const Val r = s.Call("matrix_from_cols", {x, y, z});
  if (s.rng().Chance(0.3)) {
    return s.Output(r, OneOf(s, {"view_rot", "frames_out"}));
  }
  const Val q = s.Let(Unit(s.Call("quat_from_matrix", {r})), OneOf(s, {"q", "rot", "look"}));
  s.Output(s.rng().Chance(0.5) ? s.Construct(Pose(real), {eye, q}) : q);
}

constexpr std::array kMotifs = {
    Motif{"orientation-step", 1.2, DrawOrientationStep, 0, 0, "robotics"},
    Motif{"interpolation", 1.0, DrawInterpolation},
    Motif{"conversions", 1.2, DrawConversions},
    Motif{"alignment", 0.9, DrawAlignment},
    Motif{"quat-algebra", 1.0, DrawQuatAlgebra},
    Motif{"quat-mean", 0.6, DrawQuatMean},
    Motif{"rigid-body-step", 0.9, DrawRigidBodyStep, 0, 0, "simulation"},
    Motif{"contact-wrench", 0.9, DrawContactWrench, 0, 0, "simulation"},
    Motif{"spatial-dynamics", 0.9, DrawSpatialDynamics, 0, 0, "robotics"},
    Motif{"pose-error", 0.9, DrawPoseError, 0, 0, "robotics"},
    Motif{"inertial-sensor", 0.7, DrawInertialSensor, 0, 0, "robotics"},
    Motif{"thrust", 0.6, DrawThrust, 0, 0, "robotics"},
    Motif{"joint-transform", 0.9, DrawJointTransform, 0, 0, "robotics"},
    Motif{"kinematic-chain", 0.8, DrawKinematicChain, 0, 0, "robotics"},
    Motif{"twist-limit", 0.7, DrawTwist, 0, 0, "robotics"},
    Motif{"joint-torque", 0.9, DrawJointTorque, 0, 0, "robotics"},
    Motif{"joint-frames", 0.7, DrawJointFrames, 0, 0, "robotics"},
    Motif{"camera-ray", 0.7, DrawCameraRay, 0, 0, "graphics"},
    Motif{"frame-change", 1.2, DrawFrameChange},
    Motif{"skinning", 0.7, DrawSkinning, 0, 0, "graphics"},
    Motif{"decompose", 0.7, DrawDecompose},
};

}  // namespace

Family RotationFamily() {
  return {"rotation", "quaternions, poses, rigid bodies, joints, spatial vectors", 1.2, 1, 2,
          kMotifs};
}

}  // namespace warploom::synth
