// Diffuse and specular light from every light of an array of structs.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

struct LightModel {
  Type real, vec, record;
  bool directional;  // The first field is a direction, not a position.
  bool has_intensity;
};

LightModel DrawLightModel(Sketch& s) {
  LightModel model;
  model.real = s.real();
  model.vec = s.vec(3);
  const auto position = OneOf(s, {"pos", "position", "dir"});
  model.directional = position == "dir";
  const auto color = OneOf(s, {"color", "emission", "rgb"});
  Fields fields = {
      {position, model.vec, -3.0, 3.0, model.directional ? Fill::kUnit : Fill::kUniform},
      {color, model.vec, 0.0, 1.0}};
  model.has_intensity = s.rng().Chance(0.6);
  if (model.has_intensity) {
    fields.push_back({OneOf(s, {"intensity", "power"}), model.real, 0.5, 4.0});
  }
  model.record = s.NewRecord(OneOf(s, {"Light", "PointLight", "LightSource"}), fields);
  return model;
}

// The point that is shaded.
struct Surface {
  Val p, n;
  Val view;  // Toward the eye; invalid without specular light.
};

Surface ReadSurface(Sketch& s, const LightModel& model) {
  Surface surface;
  surface.p =
      s.Let(s.ThreadElement(Input(s, model.vec, {}, OneOf(s, {"points", "positions", "hit_points"}),
                                  -2.0, 2.0)),
            {"p", "x", "pos"});
  ArraySpec spec;
  spec.element = model.vec;
  spec.fill = Fill::kUnit;
  spec.name = OneOf(s, {"normals", "shading_normals"});
  surface.n = s.Let(s.ThreadElement(s.NewArray(spec)), "n");
  if (s.rng().Chance(0.45)) {
    const Val eye = s.NewArg(model.vec, -4.0, 4.0, OneOf(s, {"eye", "camera_pos"}));
    surface.view = s.Let(s.Call("normalize", {eye - surface.p}), {"v", "view", "wo"});
  }
  return surface;
}

// The direction toward a light, and the light's strength at the surface.
struct Incident {
  Val toward;
  Val strength;  // Invalid: 1.
};

Incident IncidentLight(Sketch& s, const LightModel& model, const Surface& surface,
                       const Val& light) {
  Incident incident;
  incident.strength = model.has_intensity ? s.Field(light, 2) : Val{};
  if (model.directional) {
    incident.toward = s.Field(light, 0);
    return incident;
  }
  const Val d = s.Let(s.Field(light, 0) - surface.p, {"d", "to_light", "delta"});
  incident.toward = s.Let(s.Call("normalize", {d}), {"l", "wi", "ldir"});
  if (s.rng().Chance(0.6)) {
    const Val square = s.Call("dot", {d, d});
    const Val falloff = s.Let(1.0 / (1.0 + Known(square, 0.0, 500.0)), {"atten", "falloff"});
    incident.strength = incident.strength.is_valid() ? incident.strength * falloff : falloff;
  }
  return incident;
}

// Lambert's cosine, with Blinn and Phong's highlight where the view is known.
Val Reflectance(Sketch& s, const Surface& surface, const Val& toward) {
  const Val diffuse = s.Let(s.Call("max", {s.Call("dot", {surface.n, toward}), s.Real(0.0)}),
                            {"ndotl", "diff", "cos_theta"});
  if (!surface.view.is_valid()) {
    return diffuse;
  }
  const Val h = s.Let(s.Call("normalize", {toward + surface.view}), "h");
  const Val gloss = s.Call("max", {s.Call("dot", {surface.n, h}), s.Real(0.001)});
  return diffuse + s.Call("pow", {gloss, s.Real(s.rng().Choose(std::array{8.0, 8.0, 4.0, 2.0}))});
}

void DrawLightRecords(Sketch& s) {
  const LightModel model = DrawLightModel(s);
  const int count = s.rng().Choose(std::array{2, 3, 4, 8, 16});
  const int lights = Records(s, model.record, {count}, "lights");
  const Surface surface = ReadSurface(s, model);
  Val sum = Accumulator(s, model.vec, OneOf(s, {"color_sum", "total", "radiance", "acc"}));
  s.For({"k", "li", "j"}, Val{}, Extent(s, lights, 0, "num_lights"), 0, [&](const Val& k) {
    const bool named = s.rng().Chance(0.7);
    const Val light = named ? s.Let(s.At(lights, {k}), {"light", "lk"}) : s.At(lights, {k});
    const auto [toward, strength] = IncidentLight(s, model, surface, light);
    const Val shade = Reflectance(s, surface, toward);
    s.Update(sum, BinaryOp::kAdd,
             s.Field(light, 1) * (strength.is_valid() ? shade * strength : shade));
  });
  Val result = Shown(sum);
  if (s.rng().Chance(0.4)) {
    const int albedo = Input(s, model.vec, {}, OneOf(s, {"albedo", "base_colors"}), 0.0, 1.0);
    result = s.Call("cw_mul", {result, s.ThreadElement(albedo)});
  }
  s.Output(result, {"", "shaded", "out_colors", "image"});
}

}  // namespace

Motif LightsMotif() {
  return {.name = "lights",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawLightRecords,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
