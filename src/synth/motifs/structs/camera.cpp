// A pinhole camera as a struct: projects points to pixels or turns pixels into rays.
#include <array>
#include <functional>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Fill;
using lang::Type;

struct PinholeCamera {
  Type real, vec;
  Val eye, rotation;
  Val fx, fy, cx, cy;  // Focal lengths and image center, in pixels.
};

PinholeCamera DrawPinholeCamera(Sketch& s) {
  PinholeCamera c;
  c.real = s.real();
  c.vec = s.vec(3);
  const auto names = s.rng().Choose(std::array<std::array<std::string_view, 4>, 2>{
      {{"fx", "fy", "cx", "cy"}, {"focal_x", "focal_y", "center_x", "center_y"}}});
  Fields fields = {{OneOf(s, {"pos", "position", "eye"}), c.vec, -1.0, 1.0},
                   {OneOf(s, {"rot", "orientation", "q"}), s.quat(), -1.0, 1.0, Fill::kUnit}};
  const bool two = s.rng().Chance(0.5);
  fields.push_back({two ? names[0] : OneOf(s, {"focal", "f"}), c.real, 1.0, 4.0});
  if (two) {
    fields.push_back({names[1], c.real, 1.0, 4.0});
  }
  fields.push_back({names[2], c.real, 16.0, 32.0});
  fields.push_back({names[3], c.real, 16.0, 32.0});
  Maybe(s, fields, 0.3, {"near", c.real, 0.01, 0.1});
  const Type record = s.NewRecord(OneOf(s, {"Camera", "PinholeCamera", "CameraParams"}), fields);
  const Val camera = s.NewRecordArg(record, OneOf(s, {"cam", "camera"}));
  c.fx = s.Field(camera, 2);
  c.fy = s.Field(camera, two ? 3 : 2);
  c.cx = s.Field(camera, names[2]);
  c.cy = s.Field(camera, names[3]);
  c.eye = s.Field(camera, 0);
  c.rotation = s.Field(camera, 1);
  return c;
}

// The ray through this thread's pixel.
void OutputPixelRay(Sketch& s, const PinholeCamera& c) {
  const Val u = s.Let((s.Convert(s.Thread(1), c.real) + 0.5 - c.cx) / c.fx, "u");
  const Val v = s.Let((s.Convert(s.Thread(0), c.real) + 0.5 - c.cy) / c.fy, "v");
  const Val local = s.Call(
      "normalize",
      {s.Make(c.vec, {u, s.rng().Chance(0.5) ? v : -v, s.Real(s.rng().Chance(0.5) ? 1.0 : -1.0)})});
  const Val direction = s.Call("quat_rotate", {c.rotation, local});
  if (s.rng().Chance(0.4)) {
    const Type ray =
        s.NewRecord("Ray", Fields{{"origin", c.vec, -10.0, 10.0}, {"dir", c.vec, -1.0, 1.0}});
    const Val made = MakeRecord(s, ray, "r", {c.eye, direction});
    return StoreRecord(s, made, OneOf(s, {"rays", "rays_out"}));
  }
  s.Output(
      direction + Times({s.ThreadElement(s.InputArray(c.vec)), s.DrawNumber(c.real, 0.001, 0.05)}),
      {"ray_dirs_out", "dirs"});
}

// The pixel of this thread's point, if it is in front of the camera.
void ProjectPoint(Sketch& s, const PinholeCamera& c) {
  const Val point = s.ThreadElement(
      Input(s, c.vec, {}, OneOf(s, {"points", "vertices", "landmarks"}), -2.0, 2.0));
  const Val p =
      s.Let(s.Call("quat_rotate_inv", {c.rotation, point - c.eye}), {"pc", "p_cam", "local"});
  const Val limit =
      s.rng().Chance(0.5) ? s.DrawNumber(c.real, 0.01, 0.1) : s.NewArg(c.real, 0.01, 0.1, "near_z");
  const Type vec2 = s.vec(2);
  const int out = OutputArray(s, vec2, {}, OneOf(s, {"pixels", "uv", "projected", "screen_pos"}));
  const auto project = [&] {
    const Val inverse = s.Let(1.0 / Known(p.z(), 0.01, 100.0), {"inv_z", "iz"});
    s.StoreThreadElement(
        out, s.Make(vec2, {c.fx * p.x() * inverse + c.cx, c.fy * p.y() * inverse + c.cy}));
  };
  const auto mark = [&] { s.StoreThreadElement(out, s.Make(vec2, {s.Real(-1.0), s.Real(-1.0)})); };
  const Val visible = p.z() > limit;
  s.If(visible, project, s.rng().Chance(0.5) ? std::function<void()>() : mark);
}

void DrawCameraRecord(Sketch& s) {
  const PinholeCamera camera = DrawPinholeCamera(s);
  s.ndim() == 2 && s.rng().Chance(0.6) ? OutputPixelRay(s, camera) : ProjectPoint(s, camera);
}

}  // namespace

Motif CameraMotif() {
  return {.name = "camera",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawCameraRecord,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
