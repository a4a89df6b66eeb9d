// The error between the joint frames of two bodies, as an energy or as the wrenches with which a
// ball, hinge or fixed joint corrects it.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"
#include "synth/motifs/rotation/joints_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawJointFrames(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const int bodies = TableSize(s);
  static constexpr std::array<std::string_view, 2> kNames = {"id_p", "id_c"};
  const auto ids = Corners(s, {"joint_bodies", "body_pairs", "joints"}, kNames, bodies);
  const int poses = TableNamed(s, Pose(real), {"body_q", "body_poses"}, bodies);
  const Val xp_body = s.At(poses, {ids[0]});
  const Val xp =
      s.Let(Compose(xp_body, s.ThreadElement(InputNamed(s, Pose(real), {"joint_X_p", "frame_a"}))),
            {"X_wp", "X_a"});
  const Val xc_body = s.At(poses, {ids[1]});
  const Val xc =
      s.Let(Compose(xc_body, s.ThreadElement(InputNamed(s, Pose(real), {"joint_X_c", "frame_b"}))),
            {"X_wc", "X_b"});
  const Val err = s.Let(PositionOf(xc) - PositionOf(xp), {"x_err", "dx", "offset"});
  const Val ke = Coefficient(s, real, {"attach_ke", "joint_ke", "ke"}, {1.0, 100.0});
  if (s.rng().Chance(0.35)) {
    return Emit(s, 0.5 * s.Call("dot", {err, err}) * ke, {"joint_energy", "errors_out"});
  }
  const int forces = BodyForces(s, real, bodies);
  const Val f = s.Let(err * ke, {"f", "f_total"});
  Val t = Zero(s, vec);
  if (s.rng().Chance(0.6)) {
    const Val rel = s.Let(Inverse(OrientationOf(xp)) * OrientationOf(xc), {"r_err", "rel_q"});
    t = Rotate(OrientationOf(xp), s.Make(vec, {rel.x(), rel.y(), rel.z()})) *
        (Coefficient(s, real, {"angular_ke", "twist_ke"}, {1.0, 50.0}) * 2.0);
  } else {
    const Val a = s.Let(s.Call("transform_vector", {xp, ReadAxis(s, real)}), {"axis_p", "a_p"});
    const Val b = s.Let(s.Call("transform_vector", {xc, ReadAxis(s, real)}), {"axis_c", "a_c"});
    t = s.Call("cross", {a, b}) * Coefficient(s, real, {"angular_ke", "swing_ke"}, {1.0, 50.0});
  }
  const Val torque = s.Let(t, {"t", "t_total"});
  Scatter(
      s, forces, ids[0],
      SpatialVector(
          torque + (s.rng().Chance(0.5)
                        ? s.Call("cross", {PositionOf(xp) - PositionOf(s.At(poses, {ids[0]})), f})
                        : s.Draw(vec, 0)),
          f));
  ScatterMinus(s, forces, ids[1], SpatialVector(torque, f));
}

}  // namespace

Motif JointFramesMotif() {
  return {.name = "joint-frames",
          .family = Family::kRotation,
          .weight = 0.7,
          .draw = DrawJointFrames,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
