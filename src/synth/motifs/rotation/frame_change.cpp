// Points, directions, velocities and poses taken from one frame to another.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawLocalToWorld(Sketch& s, Type real, const Val& x) {
  const Type vec = Vec3(real);
  const Val p = Read(s, vec, {"points", "vertices", "local_points"}, {"p", "v"});
  const Val world = s.Let(s.rng().Chance(0.6) ? s.Call("transform_point", {x, p})
                                              : PositionOf(x) + Rotate(OrientationOf(x), p),
                          {"pw", "world", "p_w"});
  return s.rng().Chance(0.5) ? Emit(s, world, {"points_out", "world_points"})
                             : Emit(s, world + s.Call("transform_vector", {x, s.Draw(vec, 1)}));
}

// A point in the body's frame, or its distance to a box there.
void DrawWorldToLocal(Sketch& s, Type real, const Val& x) {
  const Type vec = Vec3(real);
  const Val p = s.rng().Chance(0.5)
                    ? Read(s, vec, {"points", "queries", "world_points"}, {"p", "pw"})
                    : Arg(s, vec, {"target", "goal"}, {-2.0, 2.0});
  const Val local = s.Let(s.rng().Chance(0.6) ? s.Call("transform_point", {Unit(Inverse(x)), p})
                                              : RotateInv(OrientationOf(x), p - PositionOf(x)),
                          {"local", "p_b", "pl"});
  if (s.rng().Chance(0.4)) {
    const Val d =
        s.Let(s.Call("abs", {local}) - Arg(s, vec, {"half_extents", "box"}, kPositiveFill), "d");
    return Emit(s, s.Call("length", {s.Call("max", {d, Zero(s, vec)})}), {"distances", "sdf_out"});
  }
  Emit(s, local, {"local_out", "body_points"});
}

// Gravity in the body's frame, which an observation or a tilt cost uses.
void DrawProjectedGravity(Sketch& s, Type real, const Val& x) {
  const Val gravity = s.rng().Chance(0.5) ? Arg(s, Vec3(real), {"gravity", "g"}, {-10.0, 10.0})
                                          : BasisVector(s, real, 2);
  const Val q = s.Let(OrientationOf(x), {"q", "rot"});
  const Val projected = s.Let(RotateInv(q, gravity), {"g_b", "proj_gravity"});
  return s.rng().Chance(0.5)
             ? Emit(s, projected, {"obs_gravity", "gravity_b"})
             : Emit(s, projected.x() * projected.x() + projected.y() * projected.y(),
                    {"upright_cost", "tilt"});
}

void DrawRelativePose(Sketch& s, Type real, const Val& x) {
  const Val other =
      Read(s, Pose(real), {"parent_q", "ref_poses", "X_ref"}, {"X_p", "ref", "parent_tf"});
  const Val rel = s.Let(Compose(Unit(Inverse(other)), x), {"rel", "X_rel", "X_pc"});
  if (s.rng().Chance(0.5)) {
    return s.Output(rel);
  }
  Emit(s, s.rng().Chance(0.5) ? PositionOf(rel)
                              : s.Call("transform_point", {rel, s.Draw(Vec3(real), 1)}));
}

// The velocity of a point fixed to the body.
void DrawPointVelocity(Sketch& s, Type real, const Val& x) {
  const Type vec = Vec3(real);
  const Val w = ReadSpin(s, real);
  const Val lever =
      s.Let(Rotate(OrientationOf(x),
                   s.rng().Chance(0.5)
                       ? Arg(s, vec, {"offset", "sensor_pos", "com"}, {-1.0, 1.0})
                       : s.ThreadElement(InputNamed(s, vec, {"offsets", "sensor_offsets"}))),
            {"r", "lever"});
  const Val v =
      s.Let(Read(s, vec, {"velocities", "lin_vel"}, {"v", "vel"}) + s.Call("cross", {w, lever}),
            {"v_p", "v_point"});
  if (s.rng().Chance(0.3)) {
    return Emit(s, v + s.Call("cross", {w, s.Call("cross", {w, lever})}) * TimeStep(s, real),
                {"v_out", "point_vel"});
  }
  Emit(s, s.rng().Chance(0.5) ? RotateInv(OrientationOf(x), v) : v, {"v_out", "point_vel"});
}

// The pose of something mounted on the body.
void DrawMountedPose(Sketch& s, Type real, const Val& x) {
  const Val offset = Arg(s, Pose(real), {"offset_tf", "mount", "X_bs"}, {-1.0, 1.0});
  const Val moved = s.Let(Compose(x, offset), {"X_ws", "mounted", "X_s"});
  if (s.rng().Chance(0.5)) {
    return s.Output(moved, {"poses_out", "sensor_poses"});
  }
  s.Output(s.Make(Pose(real), {PositionOf(moved) + s.Draw(Vec3(real), 1), OrientationOf(moved)}),
           {"poses_out", "X_out"});
}

void DrawFrameChange(Sketch& s) {
  static constexpr std::array kKinds = {DrawLocalToWorld, DrawWorldToLocal,  DrawProjectedGravity,
                                        DrawRelativePose, DrawPointVelocity, DrawMountedPose};
  const Type real = Precise(s);
  const Val x = ReadPose(s, real);
  kKinds[s.rng().Below(kKinds.size())](s, real, x);
}

}  // namespace

Motif FrameChangeMotif() {
  return {
      .name = "frame-change", .family = Family::kRotation, .weight = 1.2, .draw = DrawFrameChange};
}

}  // namespace warploom::synth::motifs
