// Spatial algebra of one link: bias forces, velocity products, kinetic energy and momentum, power,
// and twists, wrenches and inertias moved to another frame.
#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

Type SpatialMatrix(Type real) { return lang::MatType(6, 6, real.scalar); }

// The force that a motion needs: I a + v x* (I v), the first term only where `a` is given.
void DrawBiasForce(Sketch& s, Type real, const Val& v) {
  const Val inertia =
      Read(s, SpatialMatrix(real), {"body_I_s", "spatial_inertia", "link_I"}, {"I_s", "M6"});
  const Val h = s.Let(inertia * v, {"h_s", "momentum"});
  const Val a = s.rng().Chance(0.6)
                    ? Read(s, Spatial(real), {"body_a_s", "accelerations_s"}, {"a_s", "acc"})
                    : Val{};
  Val f = s.Call("spatial_cross_dual", {v, h});
  if (a.is_valid()) {
    f = inertia * a + f;
  }
  Emit(s,
       s.rng().Chance(0.5) ? f - Read(s, Spatial(real), {"external_f", "f_ext"}, {"f_ext_i", "fe"})
                           : f,
       {"body_ft_s", "bias_out", "f_s_out"});
}

void DrawVelocityProduct(Sketch& s, Type real, const Val& v) {
  const Val motion =
      Read(s, Spatial(real), {"joint_S_s", "motion_subspace", "screws"}, {"S", "screw"});
  const Val rate = s.ThreadElement(InputNamed(s, real, {"joint_qd", "rates"}));
  const Val vj = s.Let(motion * rate, {"v_j", "v_joint"});
  const Val total = s.Let(v + vj, {"v_link", "v_total"});
  Emit(s, total, {"body_v_out", "v_s_out"});
  Emit(s, s.Call("spatial_cross", {total, vj}) + motion * s.Draw(real, 1), {"bias_acc", "a_s_out"});
}

// Kinetic energy, or angular momentum about the world's origin.
void DrawLinkMomentum(Sketch& s, Type real, const Val& v) {
  const Val m = Coefficient(s, real, {"body_mass", "masses", "mass"});
  const Val w = s.Let(Angular(v), {"w", "omega"});
  const Val lin = s.Let(Linear(v), {"lin", "u"});
  const Val inertia = s.ThreadElement(
      InputNamed(s, lang::MatType(3, 3, real.scalar), {"body_inertia", "inertias"}, {0.1, 2.0}));
  if (s.rng().Chance(0.5)) {
    return Emit(s, 0.5 * (m * s.Call("dot", {lin, lin}) + s.Call("dot", {w, inertia * w})),
                {"kinetic", "energy_out"});
  }
  const Val lever = Named(s, PositionOf(ReadPose(s, real)), {"r", "x_c"});
  Emit(s, s.Call("cross", {lever, m * lin}) + inertia * w, {"momentum_out", "angular_momentum"});
}

// The power of a wrench, or the wrench about a shifted point.
void DrawWrenchUse(Sketch& s, Type real, const Val& v) {
  const Val f = Read(s, Spatial(real), {"wrenches", "body_f", "contact_wrenches"}, {"f", "wrench"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, s.Call("spatial_dot", {f, v}), {"power_out", "work"});
  }
  const Val arm = Read(s, Vec3(real), {"levers", "offsets"}, {"r", "arm"});
  Emit(s, SpatialVector(Angular(f) + s.Call("cross", {arm, Linear(f)}), Linear(f)),
       {"moved", "wrench_out"});
}

void DrawTransformedTwist(Sketch& s, Type real, const Val& v) {
  const Val x = ReadPose(s, real);
  if (s.rng().Chance(0.5)) {
    return Emit(s, s.Call("transform_twist", {s.rng().Chance(0.5) ? Unit(Inverse(x)) : x, v}),
                {"v_local", "twist_out"});
  }
  Emit(s,
       s.Call("transform_wrench",
              {x, Read(s, Spatial(real), {"wrenches", "body_f"}, {"f", "wrench"})}),
       {"f_world", "wrench_out"});
}

// A twist or an inertia transformed by the 6x6 adjoint matrix of a pose.
void DrawAdjoint(Sketch& s, Type real, const Val& v) {
  const Val x = ReadPose(s, real);
  const Val r = s.Let(s.Call("quat_to_matrix", {OrientationOf(x)}), "R");
  const Val sk = s.Let(s.Call("skew", {PositionOf(x)}) * r, {"S", "pR"});
  const Val ad = s.Let(s.Call("spatial_adjoint", {r, sk}), {"Ad", "T", "adj"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, ad * v, {"v_world", "twist_out"});
  }
  const Val inertia = Read(s, SpatialMatrix(real), {"body_I_m", "link_I"}, {"I_m", "M6"});
  Emit(s, s.Call("transpose", {ad}) * inertia * ad, {"I_s_out", "inertia_out"});
}

void DrawSpatialDynamics(Sketch& s) {
  const auto kind = s.rng().Below(6);
  // transform_twist and transform_wrench take float32 alone.
  const Type real = kind == 4 ? lang::kFloat : Precise(s);
  const Val v = ReadTwist(s, real);
  switch (kind) {
    case 0:
      return DrawBiasForce(s, real, v);
    case 1:
      return DrawVelocityProduct(s, real, v);
    case 2:
      return DrawLinkMomentum(s, real, v);
    case 3:
      return DrawWrenchUse(s, real, v);
    case 4:
      return DrawTransformedTwist(s, real, v);
    default:
      return DrawAdjoint(s, real, v);
  }
}

}  // namespace

Motif SpatialDynamicsMotif() {
  return {.name = "spatial-dynamics",
          .family = Family::kRotation,
          .weight = 1.8,
          .draw = DrawSpatialDynamics,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
