// Lidar ranges converted to points in the world: beam directions, a sensor pose that may move
// during the scan, cropping, and a grid of hits.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/rotations.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

struct Scan {
  Type real, vec;
  Val range, direction, pose;
};

// The angle of a row or column of the scan: from a table, or linear in the index.
Val Angle(Sketch& s, Type real, int axis, Words tables, Words locals, double reach) {
  const Val own = s.Thread(axis);
  const int count = s.dims()[static_cast<size_t>(axis)];
  if (s.rng().Chance(0.6)) {
    const int table = TableNamed(s, real, tables, count, {-reach, reach});
    return Named(s, s.At(table, {own}), locals);
  }
  const Val first = Arg(s, real, {axis == 0 ? "elev_min" : "yaw_min"}, {-reach, 0.0});
  const double step = 2.0 * reach / count;
  const Val by = Arg(s, real, {axis == 0 ? "elev_step" : "yaw_step"}, {0.5 * step, step});
  return Named(s, first + s.Convert(own, real) * by, locals);
}

Val BeamDirection(Sketch& s, Type real) {
  const Type vec = Vec3(real);
  if (s.rng().Chance(0.25)) {
    ArraySpec spec;
    spec.element = vec;
    spec.fill = lang::Fill::kUnit;
    spec.name = OneOf(s, {"ray_dirs", "beam_dirs"});
    return Named(s, s.ThreadElement(s.NewArray(spec)), {"d", "dir"});
  }
  const Val elevation =
      Angle(s, real, 0, {"elevations", "ring_angles"}, {"elev", "el", "pitch"}, 0.5);
  const Val azimuth = Angle(s, real, 1, {"azimuths", "yaw_angles"}, {"az", "yaw", "theta"}, 3.14);
  const Val flat = Named(s, s.Call("cos", {elevation}), {"ce", "cos_el"});
  const Val direction = s.Make(vec, {flat * s.Call("cos", {azimuth}),
                                     flat * s.Call("sin", {azimuth}), s.Call("sin", {elevation})});
  return Unit(Named(s, direction, {"d", "dir", "beam"}));
}

// The sensor's pose when the beam was fired, interpolated where the sensor moves.
Val SensorPose(Sketch& s, Type real) {
  const Type pose = Pose(real);
  const Val start = Arg(s, pose, {"X_ws", "sensor_pose", "scan_pose"}, {-2.0, 2.0});
  if (s.rng().Chance(0.55)) {
    return start;
  }
  const Val end = Arg(s, pose, {"X_ws_end", "next_pose", "scan_pose_end"}, {-2.0, 2.0});
  const int columns = s.dims()[1];
  const Val count = SizeOrLiteral(s, columns, "width", 0.5);
  const Val t =
      Known(Named(s, s.Convert(s.Thread(1), real) / AsNumber(s, count, real), {"t", "frac", "s"}),
            0.0, 1.0);
  const Val p = Named(s, s.Call("lerp", {PositionOf(start), PositionOf(end), t}), {"p_t", "pos"});
  const Val q =
      Named(s, s.Call("quat_slerp", {OrientationOf(start), OrientationOf(end), t}), {"q_t", "rot"});
  return Unit(Named(s, s.Make(pose, {p, q}), {"X_t", "X_beam"}));
}

// Counts the hit in a 2D grid on the ground plane.
void MarkHit(Sketch& s, const Scan& scan, const Val& p) {
  const int size = s.rng().Choose(std::array{32, 64, 128});
  const int grid = Totals(s, lang::kInt, {size, size}, OneOf(s, {"hits", "occupancy", "hit_grid"}));
  const Val corner = Arg(s, VecOf(scan.real, 2), {"map_origin", "grid_origin"}, {-8.0, -4.0});
  const Val scale =
      SharedValue(s, scan.real, {"inv_resolution", "cells_per_m", "inv_cell"}, {1.0, 4.0});
  static constexpr std::array<std::array<std::string_view, 2>, 3> kNames = {
      {{"gx", "gy"}, {"u", "v"}, {"cx", "cy"}}};
  const auto& names = s.rng().Choose(kNames);
  const Val x = s.Let((p.x() - corner.x()) * scale, names[0]);
  const Val y = s.Let((p.y() - corner.y()) * scale, names[1]);
  const Val end = AsNumber(s, Extent(s, grid, 0, OneOf(s, {"map_size", "grid_res"})), scan.real);
  const std::array inside = {x >= 0.0, x < end, y >= 0.0, y < end};
  s.If(AllOf(inside), [&] {
    const auto cell = [&](const Val& at) {
      return s.Convert(Known(at, 0.0, size - 1.0), lang::kInt);
    };
    const std::array at = {cell(y), cell(x)};
    s.AtomicAdd(grid, at, s.Int(1));
  });
}

// Points below this height are ground; it may rise with the distance.
Val GroundHeight(Sketch& s, const Scan& scan) {
  const Val level = SharedValue(s, scan.real, {"ground_z", "z_min"}, {-1.0, 0.5});
  if (s.rng().Chance(0.6)) {
    return level;
  }
  return level + SharedValue(s, scan.real, {"slope", "grade"}, {0.0, 0.1}) * scan.range;
}

// The intensity of the echo, corrected for its range by a drawn formula.
void OutputIntensity(Sketch& s, const Scan& scan) {
  const Val raw =
      s.ThreadElement(InputNamed(s, scan.real, {"intensity", "reflectivity", "echo"}, {0.0, 1.0}));
  const std::array params = {Sketch::Param{OneOf(s, {"r", "d"}), scan.real, Between(0.1, 50.0)}};
  const lang::FuncId gain =
      DefineFormula(s, {"range_gain", "attenuation", "echo_gain"}, params, scan.real, 2);
  OutputNamed(s, raw * s.CallHelper(gain, std::array{scan.range}), {"intensity_out", "corrected"});
}

void DrawLidarScan(Sketch& s) {
  Scan scan;
  scan.real = Precise(s);
  scan.vec = Vec3(scan.real);
  const bool millimetres = s.rng().Chance(0.25);
  if (millimetres) {
    const Val raw =
        s.ThreadElement(InputNamed(s, lang::kInt, {"ranges_mm", "raw_ranges"}, {0.0, 20000.0}));
    scan.range = Named(s, s.Convert(raw, scan.real) * s.Real(0.001, scan.real), {"r", "range_m"});
  } else {
    scan.range =
        Read(s, scan.real, {"ranges", "depths", "distances"}, {"r", "rng", "dist"}, {0.0, 20.0});
  }
  const int out = OutputArray(s, scan.vec, {}, OneOf(s, {"points", "cloud", "points_w"}));
  const bool flags = s.rng().Chance(0.4);
  const int valid = flags ? OutputArray(s, lang::kInt, {}, OneOf(s, {"valid", "mask_out"})) : -1;
  const Val near = SharedValue(s, scan.real, {"min_range", "r_min"}, {0.1, 1.0});
  const Val far = SharedValue(s, scan.real, {"max_range", "r_max"}, {10.0, 18.0});
  s.If(scan.range < near || scan.range > far, [&] {
    if (s.rng().Chance(0.6)) {
      s.StoreThreadElement(out, Zero(s, scan.vec));
    }
    s.builder().Return();
  });
  scan.direction = BeamDirection(s, scan.real);
  scan.pose = SensorPose(s, scan.real);
  Val x = scan.pose;
  if (s.rng().Chance(0.35)) {
    x = Unit(Named(s, Compose(scan.pose, Arg(s, Pose(scan.real), {"X_bs", "mount"}, {-0.5, 0.5})),
                   {"X", "X_sensor"}));
  }
  Val ray = scan.direction * scan.range;
  ray = s.rng().Chance(0.5) ? Named(s, ray, {"p_s", "local", "pt"}) : ray;
  const Val p = Named(s, s.Call("transform_point", {x, ray}), {"p_w", "p", "world"});
  if (s.rng().Chance(0.4)) {
    s.ReturnIf(p.z() < GroundHeight(s, scan));
  }
  s.StoreThreadElement(out, p);
  if (flags) {
    s.StoreThreadElement(valid, s.Int(1));
  }
  if (s.rng().Chance(0.45)) {
    MarkHit(s, scan, p);
  }
  if (s.rng().Chance(0.35)) {
    OutputIntensity(s, scan);
  }
}

}  // namespace

Motif LidarScanMotif() {
  return {.name = "lidar-scan",
          .family = Family::kRotation,
          .weight = 0.8,
          .draw = DrawLidarScan,
          .min_dims = 2,
          .max_dims = 2,
          .theme = "robotics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
