// Rotations between frames: cameras, world and body, skinning, decomposed matrices.
#include <array>

#include "synth/families/rotation.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

// A pixel's ray through a posed camera, or a point's pixel.
void DrawCameraRay(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val camera = s.rng().Chance(0.6)
                         ? Arg(s, Pose(real), {"camera", "cam_pose", "X_wc"}, {-2.0, 2.0})
                         : ReadPose(s, real);
  const Val fx = Arg(s, real, {"fx", "focal", "focal_x"}, {0.5, 4.0});
  const Val cx = Arg(s, real, {"cx", "center_x"}, {0.0, 32.0});
  const Val cy = Arg(s, real, {"cy", "center_y"}, {0.0, 32.0});
  if (s.rng().Chance(0.4)) {
    const Val p = Read(s, vec, {"points", "landmarks", "points_w"}, {"p", "pw"});
    const Val local = s.Let(s.Call("transform_point", {Unit(Inverse(camera)), p}),
                            OneOf(s, {"pc", "p_cam", "local"}));
    const Val z = s.Let(s.Call("max", {s.rng().Chance(0.5) ? local.z() : -local.z(),
                                       s.DrawNumber(real, 0.01, 0.2)}),
                        OneOf(s, {"z", "depth_z"}));
    const Val over = Known(z, 0.01, 100.0);
    const Val pixel =
        s.Construct(lang::VecType(2, real.scalar),
                    {fx * local.x() / over + cx,
                     (s.rng().Chance(0.5) ? fx : Arg(s, real, {"fy", "focal_y"}, {0.5, 4.0})) *
                             local.y() / over +
                         cy});
    if (s.rng().Chance(0.5)) {
      const Val seen = Read(s, lang::VecType(2, real.scalar), {"observations", "keypoints"},
                            {"obs_i", "uv"}, {0.0, 32.0});
      return Emit(s, s.Let(pixel, OneOf(s, {"pix", "proj"})) - seen,
                  {"reproj_error", "residuals_out"});
    }
    return Emit(s, pixel, {"pixels_out", "uv_out"});
  }
  Val u, v;
  if (s.ndim() == 2) {
    u = s.Convert(s.Thread(1), real) + 0.5;
    v = s.Convert(s.Thread(0), real) + 0.5;
  } else {
    const Val pixel = Read(s, lang::VecType(2, real.scalar), {"pixels", "pixel_coords"},
                           {"px", "uv"}, {0.0, 32.0});
    u = pixel.x();
    v = pixel.y();
  }
  const Val flip = s.rng().Chance(0.5) ? s.Real(1.0, real) : s.Real(-1.0, real);
  const Val local =
      s.Construct(vec, {(u - cx) / fx, (s.rng().Chance(0.5) ? v - cy : cy - v) / fx, flip});
  const Val dir =
      s.Let(Rotate(s.rng().Chance(0.5) ? s.Let(OrientationOf(camera), OneOf(s, {"cam_q", "rot"}))
                                       : OrientationOf(camera),
                   s.Call("normalize", {local})),
            OneOf(s, {"rd", "dir", "ray_d"}));
  switch (s.rng().Below(3)) {
    case 0:
      s.Output(PositionOf(camera), OneOf(s, {"ray_origins", "origins_out"}));
      return s.Output(dir, OneOf(s, {"ray_dirs", "dirs_out"}));
    case 1: {
      const Val depth =
          Read(s, real, {"depth", "depth_image", "depths"}, {"z", "d"}, kPositiveFill);
      return Emit(s, PositionOf(camera) + dir * depth, {"points_out", "cloud"});
    }
    default: {
      const Val origin = s.Let(PositionOf(camera), OneOf(s, {"ro", "origin", "eye_p"}));
      const Val ground = Arg(s, real, {"ground_z", "plane_z"}, {-1.0, 0.0});
      const int up = s.rng().Chance(0.5) ? 1 : 2;
      Val t = s.Let(s.Real(-1.0, real), OneOf(s, {"t", "hit_t"}));
      s.If(s.Call("abs", {dir[up]}) > s.Real(1e-4, real),
           [&] { s.Set(t, (ground - origin[up]) / Known(dir[up], 1e-4, 1.0)); });
      return Emit(s, t, {"depth_out", "hit_t_out"});
    }
  }
}

// Points, directions and velocities taken from one frame to another.
void DrawFrameChange(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val x = ReadPose(s, real);
  switch (s.rng().Below(6)) {
    case 0: {
      const Val p = Read(s, vec, {"points", "vertices", "local_points"}, {"p", "v"});
      const Val world = s.Let(s.rng().Chance(0.6) ? s.Call("transform_point", {x, p})
                                                  : PositionOf(x) + Rotate(OrientationOf(x), p),
                              OneOf(s, {"pw", "world", "p_w"}));
      return s.rng().Chance(0.5) ? Emit(s, world, {"points_out", "world_points"})
                                 : Emit(s, world + s.Call("transform_vector", {x, s.Draw(vec, 1)}));
    }
    case 1: {
      const Val p = s.rng().Chance(0.5)
                        ? Read(s, vec, {"points", "queries", "world_points"}, {"p", "pw"})
                        : Arg(s, vec, {"target", "goal"}, {-2.0, 2.0});
      const Val local = s.Let(s.rng().Chance(0.6) ? s.Call("transform_point", {Unit(Inverse(x)), p})
                                                  : RotateInv(OrientationOf(x), p - PositionOf(x)),
                              OneOf(s, {"local", "p_b", "pl"}));
      if (s.rng().Chance(0.4)) {
        const Val d = s.Let(
            s.Call("abs", {local}) - Arg(s, vec, {"half_extents", "box"}, kPositiveFill), "d");
        return Emit(s, s.Call("length", {s.Call("max", {d, Zero(s, vec)})}),
                    {"distances", "sdf_out"});
      }
      return Emit(s, local, {"local_out", "body_points"});
    }
    case 2: {
      const Val gravity = s.rng().Chance(0.5) ? Arg(s, vec, {"gravity", "g"}, {-10.0, 10.0})
                                              : BasisVector(s, real, 2);
      const Val q = s.Let(OrientationOf(x), OneOf(s, {"q", "rot"}));
      const Val projected = s.Let(RotateInv(q, gravity), OneOf(s, {"g_b", "proj_gravity"}));
      return s.rng().Chance(0.5)
                 ? Emit(s, projected, {"obs_gravity", "gravity_b"})
                 : Emit(s, projected.x() * projected.x() + projected.y() * projected.y(),
                        {"upright_cost", "tilt"});
    }
    case 3: {
      const Val other =
          Read(s, Pose(real), {"parent_q", "ref_poses", "X_ref"}, {"X_p", "ref", "parent_tf"});
      const Val rel = s.Let(Compose(Unit(Inverse(other)), x), OneOf(s, {"rel", "X_rel", "X_pc"}));
      return s.rng().Chance(0.5)
                 ? s.Output(rel)
                 : Emit(s, s.rng().Chance(0.5) ? PositionOf(rel)
                                               : s.Call("transform_point", {rel, s.Draw(vec, 1)}));
    }
    case 4: {
      const Val w = ReadSpin(s, real);
      const Val lever = s.Let(
          Rotate(OrientationOf(x), s.rng().Chance(0.5)
                                       ? Arg(s, vec, {"offset", "sensor_pos", "com"}, {-1.0, 1.0})
                                       : s.Own(InputNamed(s, vec, {"offsets", "sensor_offsets"}))),
          OneOf(s, {"r", "lever"}));
      const Val v =
          s.Let(Read(s, vec, {"velocities", "lin_vel"}, {"v", "vel"}) + s.Call("cross", {w, lever}),
                OneOf(s, {"v_p", "v_point"}));
      if (s.rng().Chance(0.3)) {
        return Emit(s, v + s.Call("cross", {w, s.Call("cross", {w, lever})}) * TimeStep(s, real),
                    {"v_out", "point_vel"});
      }
      return Emit(s, s.rng().Chance(0.5) ? RotateInv(OrientationOf(x), v) : v,
                  {"v_out", "point_vel"});
    }
    default: {
      const Val offset = Arg(s, Pose(real), {"offset_tf", "mount", "X_bs"}, {-1.0, 1.0});
      const Val moved = s.Let(Compose(x, offset), OneOf(s, {"X_ws", "mounted", "X_s"}));
      if (s.rng().Chance(0.5)) {
        return s.Output(moved, OneOf(s, {"poses_out", "sensor_poses"}));
      }
      return s.Output(
          s.Construct(Pose(real), {PositionOf(moved) + s.Draw(vec, 1), OrientationOf(moved)}),
          OneOf(s, {"poses_out", "X_out"}));
    }
  }
}

// A vertex bound to bones: blended transforms, or a point moved by each bone.
void DrawSkinning(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const int bones = static_cast<int>(s.rng().Choose(std::array{8, 16, 24, 32, 64}));
  const int influences = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 4, 8}));
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(influences);
  const int ids = s.NewArray({lang::kInt, shape, lang::Fill::kUniform, 0.0, bones - 1.0,
                              Access::kInput, OneOf(s, {"bone_ids", "skin_indices", "joint_ids"})});
  const int weights = s.NewArray({real, shape, lang::Fill::kUniform, 0.0, 1.0, Access::kInput,
                                  OneOf(s, {"skin_weights", "bone_weights"})});
  const int poses = TableNamed(s, Pose(real), {"bone_poses", "skeleton", "bone_tf"}, bones);
  const bool bind = s.rng().Chance(0.4);
  const Val p = Read(s, vec, {"rest_points", "vertices", "rest_pos"}, {"p", "rest", "v0"});
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  at.emplace_back();
  Val out = s.Mutable(Zero(s, vec), OneOf(s, {"skinned", "pos", "acc"}));
  s.Hide(out);
  const bool normalized = s.rng().Chance(0.5);
  Val total = normalized ? s.Mutable(s.Real(0.0, real), OneOf(s, {"w_sum", "total_w"})) : Val{};
  if (normalized) {
    s.Hide(total);
  }
  s.For(OneOf(s, {"k", "b", "j"}), Val{},
        s.rng().Chance(0.6) ? s.Int(influences) : s.SizeOf(ids, s.ndim()), 0, [&](Val k) {
          at.back() = k;
          const Val bone = s.Let(s.At(ids, at), OneOf(s, {"bone", "bid"}));
          const Val w = s.Let(s.At(weights, at), OneOf(s, {"w", "wk"}));
          if (s.rng().Chance(0.3)) {
            s.If(w <= 0.0, [&] { s.Continue(); });
          }
          Val x = s.At(poses, {bone});
          if (bind) {
            x = Compose(
                x, s.At(TableNamed(s, Pose(real), {"inv_bind", "bind_inverse"}, bones), {bone}));
          }
          const Val moved =
              s.Call("transform_point",
                     {s.rng().Chance(0.5) || bind ? s.Let(x, OneOf(s, {"X", "tf"})) : x, p});
          s.Update(out, BinaryOp::kAdd, s.rng().Chance(0.5) ? moved * w : w * moved);
          if (normalized) {
            s.Update(total, BinaryOp::kAdd, w);
          }
        });
  s.Hide(out, false);
  if (normalized) {
    s.Hide(total, false);
    Emit(s, out / s.Call("max", {total, s.Real(1e-4, real)}), {"skinned_out", "points_out"});
  } else {
    Emit(s, out, {"skinned_out", "points_out"});
  }
}

// Matrices made of position, rotation and scale, and taken apart again.
void DrawDecompose(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val scale = s.rng().Chance(0.6)
                        ? Arg(s, vec, {"scale_vec", "sizes_vec", "node_scale"}, kPositiveFill)
                        : Read(s, vec, {"scales", "node_scales"}, {"sc", "size"}, kPositiveFill);
  const auto compose = [&] {
    const Val p = Read(s, vec, {"positions", "translations"}, {"p", "trans"});
    return s.Let(s.Call("transform_compose", {p, ReadOrientation(s, real), scale}),
                 OneOf(s, {"M", "trs", "model"}));
  };
  switch (s.rng().Below(4)) {
    case 0: {
      const Val m = compose();
      return s.rng().Chance(0.4) ? s.Output(m)
                                 : Emit(s, s.Call("transform_point", {m, s.Draw(vec, 1)}),
                                        {"points_out", "verts_out"});
    }
    case 1: {
      const Val m = s.rng().Chance(0.5) ? compose()
                                        : s.Let(s.Call("transform_to_matrix", {ReadPose(s, real)}),
                                                OneOf(s, {"M", "mat"}));
      const std::array types = {vec, Quat(real), vec};
      std::array facts = {Between(-10.0, 10.0), Facts{-1.0, 1.0, true, true, true},
                          Between(0.0, 10.0)};
      facts[0].from_input = facts[2].from_input = true;
      static constexpr std::array<std::string_view, 3> kNames = {"pos", "rot", "scl"};
      const auto parts = s.Unpack(kNames, s.Call("transform_decompose", {m}), types, facts);
      s.Output(s.Construct(Pose(real), {parts[0], parts[1]}), OneOf(s, {"poses_out", "X_out"}));
      return Emit(s, s.rng().Chance(0.5) ? parts[2] : s.Call("cw_mul", {parts[2], scale}),
                  {"scales_out", "sizes_out"});
    }
    case 2: {
      const Val x = ReadPose(s, real);
      const Val m = s.Let(s.Call("transform_to_matrix", {x}), OneOf(s, {"M", "mat"}));
      const Val p = s.Let(m * s.Construct(lang::VecType(4, real.scalar),
                                          {scale.x(), scale.y(), scale.z(),
                                           s.Real(s.rng().Chance(0.7) ? 1.0 : 0.0, real)}),
                          OneOf(s, {"h", "hp"}));
      return Emit(s, s.Construct(vec, {p.x(), p.y(), p.z()}), {"corners_out", "points_out"});
    }
    default: {
      const Val x = ReadPose(s, real);
      const Val local = s.Call(
          "cw_mul", {scale, s.rng().Chance(0.5) ? Read(s, vec, {"points", "vertices"}, {"p", "v"})
                                                : s.Draw(vec, 1)});
      return Emit(
          s,
          s.Call("transform_point",
                 {x, s.rng().Chance(0.5) ? s.Let(local, OneOf(s, {"scaled", "local"})) : local}),
          {"verts_out", "points_out"});
    }
  }
}

}  // namespace warploom::synth
