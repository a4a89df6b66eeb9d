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

// A pinhole camera: world to pixel, or pixel to ray.
void DrawCameraRecord(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto names = s.rng().Choose(std::array<std::array<std::string_view, 4>, 2>{
      {{"fx", "fy", "cx", "cy"}, {"focal_x", "focal_y", "center_x", "center_y"}}});
  Fields fields = {{OneOf(s, {"pos", "position", "eye"}), vec, -1.0, 1.0},
                   {OneOf(s, {"rot", "orientation", "q"}), s.quat(), -1.0, 1.0, Fill::kUnit}};
  const bool two = s.rng().Chance(0.5);
  fields.push_back({two ? names[0] : OneOf(s, {"focal", "f"}), real, 1.0, 4.0});
  if (two) {
    fields.push_back({names[1], real, 1.0, 4.0});
  }
  fields.push_back({names[2], real, 16.0, 32.0});
  fields.push_back({names[3], real, 16.0, 32.0});
  Maybe(s, fields, 0.3, {"near", real, 0.01, 0.1});
  const Type record = s.NewRecord(OneOf(s, {"Camera", "PinholeCamera", "CameraParams"}), fields);
  const Val camera = s.NewRecordArg(record, OneOf(s, {"cam", "camera"}));
  const Val fx = s.Field(camera, 2);
  const Val fy = s.Field(camera, two ? 3 : 2);
  const Val cx = s.Field(camera, names[2]);
  const Val cy = s.Field(camera, names[3]);
  const Val eye = s.Field(camera, 0);
  const Val rotation = s.Field(camera, 1);
  if (s.ndim() == 2 && s.rng().Chance(0.6)) {
    const Val u = s.Let((s.Convert(s.Thread(1), real) + 0.5 - cx) / fx, "u");
    const Val v = s.Let((s.Convert(s.Thread(0), real) + 0.5 - cy) / fy, "v");
    const Val local = s.Call(
        "normalize",
        {s.Make(vec, {u, s.rng().Chance(0.5) ? v : -v, s.Real(s.rng().Chance(0.5) ? 1.0 : -1.0)})});
    const Val direction = s.Call("quat_rotate", {rotation, local});
    if (s.rng().Chance(0.4)) {
      const Type ray =
          s.NewRecord("Ray", Fields{{"origin", vec, -10.0, 10.0}, {"dir", vec, -1.0, 1.0}});
      const Val made = MakeRecord(s, ray, "r", {eye, direction});
      return StoreRecord(s, made, OneOf(s, {"rays", "rays_out"}));
    }
    return s.Output(
        direction + Times({s.ThreadElement(s.InputArray(vec)), s.DrawNumber(real, 0.001, 0.05)}),
        {"ray_dirs_out", "dirs"});
  }
  const Val point =
      s.ThreadElement(Input(s, vec, {}, OneOf(s, {"points", "vertices", "landmarks"}), -2.0, 2.0));
  const Val p = s.Let(s.Call("quat_rotate_inv", {rotation, point - eye}), {"pc", "p_cam", "local"});
  const Val limit =
      s.rng().Chance(0.5) ? s.DrawNumber(real, 0.01, 0.1) : s.NewArg(real, 0.01, 0.1, "near_z");
  const Type vec2 = s.vec(2);
  const int out = OutputArray(s, vec2, {}, OneOf(s, {"pixels", "uv", "projected", "screen_pos"}));
  s.If(
      p.z() > limit,
      [&] {
        const Val inverse = s.Let(1.0 / Known(p.z(), 0.01, 100.0), {"inv_z", "iz"});
        s.StoreThreadElement(out,
                             s.Make(vec2, {fx * p.x() * inverse + cx, fy * p.y() * inverse + cy}));
      },
      s.rng().Chance(0.5)
          ? std::function<void()>()
          : [&] { s.StoreThreadElement(out, s.Make(vec2, {s.Real(-1.0), s.Real(-1.0)})); });
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
