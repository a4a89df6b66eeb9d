// Camera rays through a lens: a jittered point in the pixel, a point on the aperture, the point in
// focus.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Fill;
using lang::kFloat;
using lang::kInt;
using lang::kVec2;
using lang::kVec3;
using lang::Type;

// The fields of this thread's camera.
struct View {
  Val eye, right, up, forward;
  Val spread;  // Half the height of the image at distance 1, or the focal length.
  Val aperture, focus;
};

// The pixel of this thread.
struct Pixel {
  Val row, column;
  int rows, columns;
};

using Pair = std::array<std::string_view, 2>;
constexpr std::array<Pair, 3> kPixelNames = {
    {{"px", "py"}, {"col", "row"}, {"pixel_x", "pixel_y"}}};
constexpr std::array<Pair, 3> kScreenNames = {{{"u", "v"}, {"sx", "sy"}, {"screen_u", "screen_v"}}};
constexpr std::array<Pair, 3> kPlaneNames = {
    {{"x", "y"}, {"ndc_x", "ndc_y"}, {"film_x", "film_y"}}};

// How the camera's struct gives its axes.
struct Basis {
  bool by_pose;  // As a transform, not as vectors.
  std::array<std::string_view, 3> axes;
};

Type CameraRecord(Sketch& s, const Basis& basis, Fields& fields) {
  if (basis.by_pose) {
    fields.push_back({OneOf(s, {"pose", "xform", "world_from_cam"}), lang::kTransform, -2.0, 2.0});
  } else {
    fields.push_back({OneOf(s, {"eye", "position", "origin"}), kVec3, -2.0, 2.0});
    for (const std::string_view axis : basis.axes) {
      fields.push_back({axis, kVec3, -1.0, 1.0, Fill::kUnit});
    }
  }
  const bool focal = s.rng().Chance(0.35);
  if (focal) {
    fields.push_back({OneOf(s, {"focal", "focal_length"}), kFloat, 1.0, 3.0});
  } else {
    fields.push_back({OneOf(s, {"tan_half_fov", "fov_scale", "half_height"}), kFloat, 0.3, 1.0});
  }
  fields.push_back({OneOf(s, {"aperture", "lens_radius"}), kFloat, 0.01, 0.2});
  fields.push_back({OneOf(s, {"focus_dist", "focal_distance", "focus"}), kFloat, 1.0, 6.0});
  return s.NewRecord(OneOf(s, {"Camera", "ThinLens", "CameraModel"}), fields);
}

// This thread's camera, of an array of cameras.
Val CameraOf(Sketch& s, Type record) {
  const int count = s.ndim() == 3 ? s.dims()[0] : s.rng().Choose(std::array{2, 4, 8, 16});
  const int cameras = Records(s, record, {count}, OneOf(s, {"cameras", "views", "cams"}));
  Val which;
  if (s.ndim() == 3) {
    which = s.Thread(0);
  } else if (s.ndim() == 1) {
    which = s.ThreadElement(Indices(s, {}, count, OneOf(s, {"view_ids", "camera_ids"})));
  } else {
    which = s.NewArg(kInt, 0.0, count - 1.0, OneOf(s, {"frame", "view", "camera_id"}));
  }
  return Named(s, s.At(cameras, {which}), {"cam", "camera"});
}

View ViewOf(Sketch& s, const Basis& basis) {
  Fields fields;
  const Type record = CameraRecord(s, basis, fields);
  View view;
  const Val cam = CameraOf(s, record);
  const size_t optics = fields.size() - 3;
  if (basis.by_pose) {
    const Val pose = s.Field(cam, 0);
    const auto axis = [&](std::string_view name, int k, double sign) {
      std::array<Val, 3> parts = {s.Real(0.0, kFloat), s.Real(0.0, kFloat), s.Real(0.0, kFloat)};
      parts[static_cast<size_t>(k)] = s.Real(sign, kFloat);
      Val along = s.Make(kVec3, parts);
      along.range.unit = true;
      return s.Let(s.Call("transform_vector", {pose, along}), name);
    };
    view.eye = Named(s, s.Call("transform_get_translation", {pose}), {"eye", "cam_pos"});
    view.right = axis(basis.axes[1], 0, 1.0);
    view.up = axis(basis.axes[2], 1, 1.0);
    view.forward = axis(basis.axes[0], 2, -1.0);
  } else {
    view.eye = s.Field(cam, 0);
    view.forward = s.Field(cam, basis.axes[0]);
    view.right = s.Field(cam, basis.axes[1]);
    view.up = s.Field(cam, basis.axes[2]);
  }
  view.spread = s.Field(cam, static_cast<int>(optics));
  view.aperture = s.Field(cam, static_cast<int>(optics) + 1);
  view.focus = s.Field(cam, static_cast<int>(optics) + 2);
  return view;
}

Pixel PixelOf(Sketch& s) {
  if (s.ndim() > 1) {
    const int last = s.ndim() - 1;
    return {s.Thread(last - 1), s.Thread(last), s.dims()[static_cast<size_t>(last) - 1],
            s.dims()[static_cast<size_t>(last)]};
  }
  const int columns = s.rng().Choose(std::array{16, 32, 64});
  const int rows = (s.dims()[0] + columns - 1) / columns;
  const Val width = s.SizeArg(columns, "width");
  const auto& names = s.rng().Choose(kPixelNames);
  const Val row = s.Let(FloorDiv(s.Thread(0), width), names[1]);
  return {row, s.Let(s.Thread(0) % width, names[0]), rows, columns};
}

// def sample_disk(u, v): a point of the unit disk, in polar coordinates or by the concentric map of
// Shirley and Chiu.
lang::FuncId DefineDisk(Sketch& s) {
  const ValueRange unit = Between(0.0, 1.0);
  const std::array params = {Sketch::Param{"u", kFloat, unit}, Sketch::Param{"v", kFloat, unit}};
  const bool concentric = s.rng().Chance(0.5);
  const std::string_view name =
      concentric ? "concentric_disk" : OneOf(s, {"sample_disk", "disk_point", "polar_disk"});
  return s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
    const auto around = [&](const Val& radius, const Val& angle) {
      return s.Make(kVec2, {radius * s.Call("cos", {angle}), radius * s.Call("sin", {angle})});
    };
    if (!concentric) {
      const Val radius = Named(s, s.Call("sqrt", {p[0]}), {"r", "rho"});
      const Val angle = Named(s, s.Real(6.2831853, kFloat) * p[1], {"phi", "theta"});
      return {Known(around(radius, angle), -1.0, 1.0)};
    }
    const Val a = s.Let(2.0 * p[0] - 1.0, "a");
    const Val b = s.Let(2.0 * p[1] - 1.0, "b");
    s.ReturnIf(a == 0.0 && b == 0.0, {s.Make(kVec2, {a, b})});
    Val radius = s.Mutable(a, "r", Between(-1.0, 1.0));
    Val angle = s.Mutable(s.Real(0.0, kFloat), {"phi", "theta"}, Between(-2.0, 3.0));
    s.If(
        s.Call("abs", {a}) > s.Call("abs", {b}),
        [&] { s.Set(angle, s.Real(0.78539816, kFloat) * (b / Known(a, 0.001, 1.0))); },
        [&] {
          s.Set(radius, b);
          s.Set(angle, s.Real(1.57079633, kFloat) -
                           s.Real(0.78539816, kFloat) * (a / Known(b, 0.001, 1.0)));
        });
    return {Known(around(radius, angle), -1.0, 1.0)};
  });
}

// The pixel in the image plane: x to the right, y up and from -1 to 1.
std::array<Val, 2> PlanePoint(Sketch& s, const Pixel& pixel, int image, const Val& state) {
  // In a launch over several images the size comes from the array's shape.
  const bool several = s.ndim() == 3;
  const Val columns = several ? ShapeOf(s, image, 2) : s.SizeArg(pixel.columns, "width");
  const Val rows = several ? ShapeOf(s, image, 1) : s.SizeArg(pixel.rows, "height");
  const Val width = s.Let(s.Convert(columns, kFloat), "w");
  const Val height = s.Let(s.Convert(rows, kFloat), "h");
  s.Hide(width);
  s.Hide(height);
  const bool stratified = s.rng().Chance(0.3);
  Val jx = s.Real(0.5, kFloat);
  Val jy = jx;
  if (stratified) {
    const Val offset = Read(s, kVec2, {"pixel_offsets", "jitter", "blue_noise"}, {"jit", "offset"},
                            {0.0, 1.0, Fill::kUniform});
    jx = offset.x();
    jy = offset.y();
  } else if (s.rng().Chance(0.7)) {
    jx = Uniform(s, state);
    jy = Uniform(s, state);
  }
  const auto& screen = s.rng().Choose(kScreenNames);
  const Val u = s.Let((s.Convert(pixel.column, kFloat) + jx) / width, screen[0]);
  const Val v = s.Let((s.Convert(pixel.row, kFloat) + jy) / height, screen[1]);
  const auto& plane = s.rng().Choose(kPlaneNames);
  const Val x = s.Let((2.0 * u - 1.0) * (width / height), plane[0]);
  return {x, s.Let(s.rng().Chance(0.7) ? 1.0 - 2.0 * v : 2.0 * v - 1.0, plane[1])};
}

// Rays are stored in an array of structs or in two arrays.
struct RayOutput {
  Type record;
  int rays = -1;
  int origins = -1;
  int directions = -1;
};

RayOutput NewRays(Sketch& s) {
  RayOutput out;
  if (s.rng().Chance(0.3)) {
    out.record = s.NewRecord(
        "Ray", Fields{{OneOf(s, {"origin", "o"}), kVec3}, {OneOf(s, {"dir", "d"}), kVec3}});
    out.rays = OutputArray(s, out.record, {}, OneOf(s, {"rays", "rays_out"}));
  } else {
    out.origins = OutputArray(s, kVec3, {}, OneOf(s, {"ray_origins", "origins"}));
    out.directions = OutputArray(s, kVec3, {}, OneOf(s, {"ray_dirs", "directions"}));
  }
  return out;
}

void StoreRay(Sketch& s, const RayOutput& out, const Val& origin, const Val& direction) {
  if (out.rays >= 0) {
    const Val ray = MakeRecord(s, out.record, OneOf(s, {"r", "ray"}), {origin, direction});
    return s.StoreThreadElement(out.rays, ray);
  }
  s.StoreThreadElement(out.origins, origin);
  s.StoreThreadElement(out.directions, direction);
}

// Radial lens distortion of a point in the image plane.
std::array<Val, 2> Distorted(Sketch& s, const std::array<Val, 2>& point) {
  const auto [x, y] = point;
  const Val r2 = s.Let(x * x + y * y, "r2");
  const Val k1 = Arg(s, kFloat, {"k1", "distortion"}, {-0.2, 0.2});
  const Val bend = s.rng().Chance(0.5) ? 1.0 + k1 * r2 : 1.0 + r2 * (k1 + s.Draw(kFloat, 1) * r2);
  const Val factor = Named(s, bend, {"radial", "bend", "scale_r"});
  return {x * factor, y * factor};
}

// A random point of the lens: x to the right, y up.
Val LensPoint(Sketch& s, const View& view, const Val& state) {
  Val sample;
  if (s.rng().Chance(0.35)) {
    sample = SampleShape(s, "sample_unit_disk", state);
  } else {
    const lang::FuncId disk = DefineDisk(s);
    s.Hide(disk);
    const Val u = Uniform(s, state);
    sample = s.CallHelper(disk, std::array{u, Uniform(s, state)});
  }
  return Named(s, sample * view.aperture, {"lens", "lens_uv", "blur"});
}

// The point in focus along a direction.
Val FocusPoint(Sketch& s, const View& view, const Val& direction, const Val& facing) {
  const Val distance = s.rng().Chance(0.6)
                           ? view.focus / s.Call("max", {facing, s.Real(0.001, kFloat)})
                           : view.focus + (s.rng().Chance(0.5) ? s.Draw(kFloat, 1) : facing);
  return Named(s, view.eye + direction * distance, {"focus_point", "target", "focal_point"});
}

// The weight of a ray by the cosine of its angle to the optical axis.
void OutputVignette(Sketch& s, const Val& facing) {
  const Val c2 = Named(s, facing * facing, {"c2", "cos_sq"});
  const Val weight = s.rng().Chance(0.5) ? c2 * c2 : c2 * s.Draw(kFloat, 2);
  s.StoreThreadElement(OutputArray(s, kFloat, {}, OneOf(s, {"weights", "vignette", "throughput"})),
                       weight);
}

void DrawLensCamera(Sketch& s) {
  static constexpr std::array<std::array<std::string_view, 3>, 3> kAxes = {
      {{"forward", "right", "up"}, {"look", "side", "up"}, {"w_axis", "u_axis", "v_axis"}}};
  Basis basis{s.rng().Chance(0.35), {}};
  basis.axes = s.rng().Choose(kAxes);
  const View view = ViewOf(s, basis);
  const Pixel pixel = PixelOf(s);
  const Val state = RandomState(s);
  const RayOutput out = NewRays(s);
  std::array<Val, 2> place = PlanePoint(s, pixel, out.rays >= 0 ? out.rays : out.directions, state);
  if (s.rng().Chance(0.35)) {
    place = Distorted(s, place);
  }
  const bool focal = view.spread.range.low >= 1.0;
  const Val plane = view.right * place[0] + view.up * place[1];
  const Val toward =
      focal ? view.forward * view.spread + plane : view.forward + plane * view.spread;
  const Val direction = Named(s, s.Call("normalize", {toward}), {"dir", "d", "pinhole_dir"});
  if (s.rng().Chance(0.3)) {
    s.If(view.aperture < s.DrawNumber(kFloat, 0.01, 0.05), [&] {
      StoreRay(s, out, view.eye, direction);
      s.builder().Return();
    });
  }
  const Val lens = LensPoint(s, view, state);
  const Val facing = Named(s, s.Call("dot", {direction, view.forward}), {"cos_theta", "facing"});
  const Val point = FocusPoint(s, view, direction, facing);
  const Val shift = view.right * lens.x() + view.up * lens.y();
  const Val origin = Named(s, view.eye + shift, {"origin", "ro", "lens_pos"});
  StoreRay(s, out, origin, Named(s, s.Call("normalize", {point - origin}), {"rd", "ray_dir"}));
  if (s.rng().Chance(0.4)) {
    OutputVignette(s, facing);
  }
}

}  // namespace

Motif LensCameraMotif() {
  return {.name = "lens-camera",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawLensCamera,
          .min_dims = 1,
          .max_dims = 3,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
