// A pinhole camera: the ray through a pixel, or the pixel of a point.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct PinholeCamera {
  Type real;
  Val pose, focal, cx, cy;
};

PinholeCamera DrawPinholeCamera(Sketch& s) {
  PinholeCamera camera;
  camera.real = Precise(s);
  camera.pose = s.rng().Chance(0.6)
                    ? Arg(s, Pose(camera.real), {"camera", "cam_pose", "X_wc"}, {-2.0, 2.0})
                    : ReadPose(s, camera.real);
  camera.focal = Arg(s, camera.real, {"fx", "focal", "focal_x"}, {0.5, 4.0});
  camera.cx = Arg(s, camera.real, {"cx", "center_x"}, {0.0, 32.0});
  camera.cy = Arg(s, camera.real, {"cy", "center_y"}, {0.0, 32.0});
  return camera;
}

// The pixel of a point, or its distance to an observed one.
void DrawPointPixel(Sketch& s, const PinholeCamera& camera) {
  const Type real = camera.real;
  const Type vec2 = lang::VecType(2, real.scalar);
  const Val& fx = camera.focal;
  const Val p = Read(s, Vec3(real), {"points", "landmarks", "points_w"}, {"p", "pw"});
  const Val local =
      s.Let(s.Call("transform_point", {Unit(Inverse(camera.pose)), p}), {"pc", "p_cam", "local"});
  const Val z = s.Let(
      s.Call("max", {s.rng().Chance(0.5) ? local.z() : -local.z(), s.DrawNumber(real, 0.01, 0.2)}),
      {"z", "depth_z"});
  const Val over = Known(z, 0.01, 100.0);
  const Val pixel = s.Make(
      vec2,
      {fx * local.x() / over + camera.cx,
       (s.rng().Chance(0.5) ? fx : Arg(s, real, {"fy", "focal_y"}, {0.5, 4.0})) * local.y() / over +
           camera.cy});
  if (s.rng().Chance(0.5)) {
    const Val seen = Read(s, vec2, {"observations", "keypoints"}, {"obs_i", "uv"}, {0.0, 32.0});
    return Emit(s, s.Let(pixel, {"pix", "proj"}) - seen, {"reproj_error", "residuals_out"});
  }
  Emit(s, pixel, {"pixels_out", "uv_out"});
}

// This thread's pixel: its indices in a 2D launch, else a pair of coordinates that it reads.
std::array<Val, 2> ReadPixel(Sketch& s, Type real) {
  if (s.ndim() == 2) {
    const Val u = s.Convert(s.Thread(1), real) + 0.5;
    return {u, s.Convert(s.Thread(0), real) + 0.5};
  }
  const Val pixel =
      Read(s, lang::VecType(2, real.scalar), {"pixels", "pixel_coords"}, {"px", "uv"}, {0.0, 32.0});
  return {pixel.x(), pixel.y()};
}

Val PixelRay(Sketch& s, const PinholeCamera& camera) {
  const Type real = camera.real;
  const auto [u, v] = ReadPixel(s, real);
  const Val flip = s.rng().Chance(0.5) ? s.Real(1.0, real) : s.Real(-1.0, real);
  const Val local = s.Make(
      Vec3(real), {(u - camera.cx) / camera.focal,
                   (s.rng().Chance(0.5) ? v - camera.cy : camera.cy - v) / camera.focal, flip});
  return s.Let(Rotate(s.rng().Chance(0.5) ? s.Let(OrientationOf(camera.pose), {"cam_q", "rot"})
                                          : OrientationOf(camera.pose),
                      s.Call("normalize", {local})),
               {"rd", "dir", "ray_d"});
}

// How far along the ray the ground plane is, or -1 where the ray is parallel to it.
void DrawGroundHit(Sketch& s, const PinholeCamera& camera, const Val& dir) {
  const Type real = camera.real;
  const Val origin = s.Let(PositionOf(camera.pose), {"ro", "origin", "eye_p"});
  const Val ground = Arg(s, real, {"ground_z", "plane_z"}, {-1.0, 0.0});
  const int up = s.rng().Chance(0.5) ? 1 : 2;
  Val t = s.Let(s.Real(-1.0, real), {"t", "hit_t"});
  s.If(s.Call("abs", {dir[up]}) > s.Real(1e-4, real),
       [&] { s.Set(t, (ground - origin[up]) / Known(dir[up], 1e-4, 1.0)); });
  Emit(s, t, {"depth_out", "hit_t_out"});
}

void DrawCameraRay(Sketch& s) {
  const PinholeCamera camera = DrawPinholeCamera(s);
  if (s.rng().Chance(0.4)) {
    return DrawPointPixel(s, camera);
  }
  const Val dir = PixelRay(s, camera);
  switch (s.rng().Below(3)) {
    case 0:
      s.Output(PositionOf(camera.pose), {"ray_origins", "origins_out"});
      return s.Output(dir, {"ray_dirs", "dirs_out"});
    case 1: {
      const Val depth =
          Read(s, camera.real, {"depth", "depth_image", "depths"}, {"z", "d"}, kPositiveFill);
      return Emit(s, PositionOf(camera.pose) + dir * depth, {"points_out", "cloud"});
    }
    default:
      return DrawGroundHit(s, camera, dir);
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
