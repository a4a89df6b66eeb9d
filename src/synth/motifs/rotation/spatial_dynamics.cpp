#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

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
      const Val h = s.Let(inertia * v, {"h_s", "momentum"});
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
      const Val rate = s.ThreadElement(InputNamed(s, real, {"joint_qd", "rates"}));
      const Val vj = s.Let(motion * rate, {"v_j", "v_joint"});
      const Val total = s.Let(v + vj, {"v_link", "v_total"});
      Emit(s, total, {"body_v_out", "v_s_out"});
      return Emit(s, s.Call("spatial_cross", {total, vj}) + motion * s.Draw(real, 1),
                  {"bias_acc", "a_s_out"});
    }
    case 2: {
      const Val m = Coefficient(s, real, {"body_mass", "masses", "mass"});
      const Val w = s.Let(Angular(v), {"w", "omega"});
      const Val lin = s.Let(Linear(v), {"lin", "u"});
      const Val inertia = s.ThreadElement(InputNamed(s, lang::MatType(3, 3, real.scalar),
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
      const Val sk = s.Let(s.Call("skew", {PositionOf(x)}) * r, {"S", "pR"});
      const Val ad = s.Let(s.Call("spatial_adjoint", {r, sk}), {"Ad", "T", "adj"});
      if (s.rng().Chance(0.5)) {
        return Emit(s, ad * v, {"v_world", "twist_out"});
      }
      const Val inertia = Read(s, block, {"body_I_m", "link_I"}, {"I_m", "M6"});
      return Emit(s, s.Call("transpose", {ad}) * inertia * ad, {"I_s_out", "inertia_out"});
    }
  }
}

}  // namespace

Motif SpatialDynamicsMotif() {
  return {.name = "spatial-dynamics",
          .family = Family::kRotation,
          .weight = 0.9,
          .draw = DrawSpatialDynamics,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
