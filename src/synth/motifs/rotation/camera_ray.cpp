#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

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
    const Val local =
        s.Let(s.Call("transform_point", {Unit(Inverse(camera)), p}), {"pc", "p_cam", "local"});
    const Val z = s.Let(s.Call("max", {s.rng().Chance(0.5) ? local.z() : -local.z(),
                                       s.DrawNumber(real, 0.01, 0.2)}),
                        {"z", "depth_z"});
    const Val over = Known(z, 0.01, 100.0);
    const Val pixel =
        s.Make(lang::VecType(2, real.scalar),
               {fx * local.x() / over + cx,
                (s.rng().Chance(0.5) ? fx : Arg(s, real, {"fy", "focal_y"}, {0.5, 4.0})) *
                        local.y() / over +
                    cy});
    if (s.rng().Chance(0.5)) {
      const Val seen = Read(s, lang::VecType(2, real.scalar), {"observations", "keypoints"},
                            {"obs_i", "uv"}, {0.0, 32.0});
      return Emit(s, s.Let(pixel, {"pix", "proj"}) - seen, {"reproj_error", "residuals_out"});
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
      s.Make(vec, {(u - cx) / fx, (s.rng().Chance(0.5) ? v - cy : cy - v) / fx, flip});
  const Val dir = s.Let(Rotate(s.rng().Chance(0.5) ? s.Let(OrientationOf(camera), {"cam_q", "rot"})
                                                   : OrientationOf(camera),
                               s.Call("normalize", {local})),
                        {"rd", "dir", "ray_d"});
  switch (s.rng().Below(3)) {
    case 0:
      s.Output(PositionOf(camera), {"ray_origins", "origins_out"});
      return s.Output(dir, {"ray_dirs", "dirs_out"});
    case 1: {
      const Val depth =
          Read(s, real, {"depth", "depth_image", "depths"}, {"z", "d"}, kPositiveFill);
      return Emit(s, PositionOf(camera) + dir * depth, {"points_out", "cloud"});
    }
    default: {
      const Val origin = s.Let(PositionOf(camera), {"ro", "origin", "eye_p"});
      const Val ground = Arg(s, real, {"ground_z", "plane_z"}, {-1.0, 0.0});
      const int up = s.rng().Chance(0.5) ? 1 : 2;
      Val t = s.Let(s.Real(-1.0, real), {"t", "hit_t"});
      s.If(s.Call("abs", {dir[up]}) > s.Real(1e-4, real),
           [&] { s.Set(t, (ground - origin[up]) / Known(dir[up], 1e-4, 1.0)); });
      return Emit(s, t, {"depth_out", "hit_t_out"});
    }
  }
}

}  // namespace

Motif CameraRayMotif() {
  return {.name = "camera-ray",
          .family = Family::kRotation,
          .weight = 0.7,
          .draw = DrawCameraRay,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
