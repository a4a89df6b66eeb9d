// A surface shaded by several lights: a microfacet model in helpers, a loop over the lights,
// ambient light, emission and fog.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/shading_model_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

// The shaded point and its material.
struct Surface {
  Val p, n, v;
  Val color, roughness, metallic;
  Val emission;  // Invalid if the material does not emit light.
};

Surface ReadSurface(Sketch& s, const ShadingModel& model) {
  Surface at;
  Fields fields = {{OneOf(s, {"base_color", "albedo"}), model.vec, 0.0, 1.0},
                   {"roughness", model.real, 0.2, 1.0},
                   {OneOf(s, {"metallic", "metalness"}), model.real, 0.0, 1.0}};
  const bool glows = s.rng().Chance(0.35);
  if (glows) {
    fields.push_back({OneOf(s, {"emission", "emissive"}), model.vec, 0.0, 1.0});
  }
  const Type record = s.NewRecord(OneOf(s, {"Material", "SurfaceParams", "PbrMaterial"}), fields);
  const int kinds = s.rng().Choose(std::array{4, 8, 16, 32});
  const int table = Records(s, record, {kinds}, OneOf(s, {"materials", "material_table"}));
  at.p = Read(s, model.vec, {"positions", "world_pos", "gbuffer_pos"}, {"p", "pos"});
  at.n = Read(s, model.vec, {"normals", "gbuffer_normal"}, {"n", "normal"}, kUnitFill);
  const int ids = Indices(s, {}, kinds, OneOf(s, {"material_ids", "mat_ids"}));
  const Val id = Named(s, s.ThreadElement(ids), {"mat_id", "mid"});
  const Val material = Named(s, s.At(table, {id}), {"mat", "material"});
  const Val eye = Arg(s, model.vec, {"camera_pos", "eye"}, {-4.0, 4.0});
  at.v = Named(s, s.Call("normalize", {eye - at.p}), {"v", "view"});
  at.color = s.Field(material, 0);
  at.roughness = s.Field(material, 1);
  if (s.rng().Chance(0.4)) {
    const Val worn = at.roughness * s.Draw(model.real, 2);
    at.roughness =
        Named(s, s.Call("clamp", {worn, s.Real(0.2, model.real), s.Real(1.0, model.real)}),
              {"rough", "roughness_w"});
  }
  at.metallic = s.Field(material, 2);
  at.emission = glows ? s.Field(material, 3) : Val{};
  return at;
}

// What one light contributes at the shaded point.
struct Lamp {
  Val toward;    // Unit vector from the surface to the light.
  Val radiance;  // Color times strength.
};

Type LightRecord(Sketch& s, const ShadingModel& model, bool directed) {
  Fields fields = {{directed ? OneOf(s, {"direction", "dir"}) : OneOf(s, {"position", "pos"}),
                    model.vec, -4.0, 4.0, directed ? Fill::kUnit : Fill::kUniform},
                   {OneOf(s, {"color", "tint"}), model.vec, 0.0, 1.0},
                   {OneOf(s, {"intensity", "power"}), model.real, 0.5, 10.0}};
  if (!directed) {
    fields.push_back({OneOf(s, {"radius", "range"}), model.real, 2.0, 10.0});
  }
  return s.NewRecord(OneOf(s, {"Light", "LightSource", "Lamp"}), fields);
}

Lamp LampAt(Sketch& s, const ShadingModel& model, const Surface& at, const Val& light,
            bool directed) {
  const Val strength = s.Field(light, 2);
  if (directed) {
    return {s.Field(light, 0), s.Field(light, 1) * strength};
  }
  const Val d = Named(s, s.Field(light, 0) - at.p, {"to_light", "d"});
  const Val dist2 = Named(s, AtLeast(s.Call("dot", {d, d}), 0.01), {"dist2", "d2"});
  const Val toward = Named(s, d / s.Call("sqrt", {dist2}), {"l", "wi"});
  Val falloff;
  switch (s.rng().Below(3)) {
    case 0:
      falloff = 1.0 / dist2;
      break;
    case 1: {
      const Val range = s.Field(light, 3);
      const Val q = Named(s, dist2 / (range * range), {"q", "ratio"});
      const Val w =
          Named(s, s.Call("clamp", {1.0 - q * q, s.Real(0.0, model.real), s.Real(1.0, model.real)}),
                {"window", "w"});
      falloff = w * w / (dist2 + 1.0);
      break;
    }
    default:
      falloff = s.Field(light, 3) / (s.Field(light, 3) + dist2);
      break;
  }
  const Val fade = Named(s, falloff, {"atten", "falloff"});
  return {toward, s.Field(light, 1) * (strength * fade)};
}

// The light of one lamp that the surface reflects to the eye.
Val Reflected(Sketch& s, const ShadingModel& model, const Surface& at, const Lamp& lamp,
              const Val& f0, const Val& n_dot_v, const Val& n_dot_l) {
  const Val h = Named(s, s.Call("normalize", {at.v + lamp.toward}), {"h", "half_vec"});
  const Val n_dot_h = s.Let(AtLeast(s.Call("dot", {at.n, h}), 0.0), "n_dot_h");
  const Val v_dot_h = s.Let(AtLeast(s.Call("dot", {at.v, h}), 0.0), "v_dot_h");
  const Val d = Named(s, s.CallHelper(model.distribution, std::array{n_dot_h, at.roughness}),
                      {"ndf_val", "dist"});
  Val g;
  if (model.separate_shadowing) {
    const Val gv = s.CallHelper(model.shadowing, std::array{n_dot_v, at.roughness});
    g = gv * s.CallHelper(model.shadowing, std::array{n_dot_l, at.roughness});
  } else {
    g = s.CallHelper(model.shadowing, std::array{n_dot_v, n_dot_l, at.roughness});
  }
  g = Named(s, g, {"g", "vis"});
  const Val f = Named(s, s.CallHelper(model.fresnel, std::array{v_dot_h, f0}), {"f", "ks"});
  const Val specular = Named(s, f * (d * g / Known(4.0 * n_dot_v * n_dot_l + 0.001, 0.001, 5.0)),
                             {"specular", "spec"});
  const Val white = s.Make(model.vec, {s.Real(1.0, model.real)});
  const Val kd = Named(s, (white - f) * (1.0 - at.metallic), {"kd", "diffuse_weight"});
  Val diffuse = s.Call("cw_mul", {kd, at.color}) / model.pi;
  if (s.rng().Chance(0.3)) {
    // Burley's diffuse term: retroreflection at grazing angles.
    const Val f90 = s.Let(0.5 + 2.0 * v_dot_h * v_dot_h * at.roughness, "fd90");
    diffuse = diffuse * (1.0 + (f90 - 1.0) * s.Call("pow", {Known(1.0 - n_dot_l, 0.001, 1.0),
                                                            s.Real(5.0, model.real)}));
  }
  return s.Call("cw_mul", {diffuse + specular, lamp.radiance}) * n_dot_l;
}

// The reflected light of all lamps.
Val Lit(Sketch& s, const ShadingModel& model, const Surface& at, const Val& f0,
        const Val& n_dot_v) {
  const bool directed = s.rng().Chance(0.25);
  const Type record = LightRecord(s, model, directed);
  const int count = s.rng().Choose(std::array{2, 4, 8, 16});
  const int lights = Records(s, record, {count}, "lights");
  const int visible = s.rng().Chance(0.3) ? Input(s, model.real, {s.thread_count(), count},
                                                  OneOf(s, {"shadow", "visibility"}), 0.0, 1.0)
                                          : -1;
  const Val own = visible < 0 ? Val{} : s.FlatThread();
  Val sum = Accumulator(s, model.vec, OneOf(s, {"lo", "radiance", "direct"}));
  const Val bound = Extent(s, lights, 0, "num_lights");
  s.For({"k", "li"}, Val{}, bound, 0, [&](const Val& k) {
    const Val light = s.Let(s.At(lights, {k}), "light");
    const Lamp lamp = LampAt(s, model, at, light, directed);
    const Val cosine = s.Let(s.Call("dot", {at.n, lamp.toward}), "n_dot_l");
    s.If(cosine <= 0.0, [&] { s.Continue(); });
    const Val out = Reflected(s, model, at, lamp, f0, n_dot_v, Known(cosine, 0.0, 1.0));
    s.Update(sum, BinaryOp::kAdd, visible < 0 ? out : out * s.At(visible, {own, k}));
  });
  return Shown(sum);
}

// Blends toward the fog color with the distance.
Val Fogged(Sketch& s, const ShadingModel& model, const Surface& at, const Val& shaded) {
  const Val fog = Arg(s, model.vec, {"fog_color", "sky_color"}, {0.0, 1.0});
  const Val color = Named(s, shaded, {"color", "shaded"});
  const Val depth = Named(s, s.Call("length", {at.p}), {"depth", "view_dist"});
  const Val density = Coefficient(s, model.real, {"fog_density", "extinction"}, {0.01, 0.3});
  const Val keep = Named(s, Exp(Known(-density * depth, -8.0, 0.0)), {"keep", "fog_keep"});
  return fog * (1.0 - keep) + color * keep;
}

void DrawSurfaceShading(Sketch& s) {
  const ShadingModel model = DefineShadingModel(s);
  const Surface at = ReadSurface(s, model);
  const Val n_dot_v = s.Let(AtLeast(s.Call("dot", {at.n, at.v}), 0.001), "n_dot_v");
  const Val base = s.Make(model.vec, {s.Real(0.04, model.real)});
  const Val f0 = s.Let(s.rng().Chance(0.5) ? s.Call("lerp", {base, at.color, at.metallic})
                                           : base * (1.0 - at.metallic) + at.color * at.metallic,
                       "f0");
  const Val direct = Lit(s, model, at, f0, n_dot_v);
  const Val ambient = s.rng().Chance(0.5)
                          ? Coefficient(s, model.real, {"ambient", "sky"}, {0.01, 0.2})
                          : s.Draw(model.real, 1);
  Val color = direct + at.color * ambient;
  if (at.emission.is_valid()) {
    color = color + at.emission * s.Draw(model.real, 1);
  }
  if (s.rng().Chance(0.3)) {
    color = Fogged(s, model, at, color);
  }
  if (s.rng().Chance(0.3)) {
    color = color * s.Draw(model.real, 1);
  }
  OutputNamed(s, color, {"out_colors", "image", "shaded_out", "frame_buffer"});
}

}  // namespace

Motif SurfaceShadingMotif() {
  return {.name = "surface-shading",
          .family = Family::kFunctions,
          .weight = 1.0,
          .draw = DrawSurfaceShading,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
