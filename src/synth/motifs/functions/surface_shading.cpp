// A surface lit by several lights: a microfacet model in helpers, a loop over lights, ambient light
// and what the camera adds.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

const ValueRange kCosine = Between(0.0, 1.0);

Val AtLeast(const Val& x, double least) {
  Sketch& s = *x.sketch;
  return s.Call("max", {x, s.NumberLike(x, least)});
}

// What the helpers of one kernel share.
struct ShadingModel {
  Type real, vec;
  Val pi;
  lang::FuncId distribution, shadowing, fresnel;
  bool separate_shadowing = false;  // One factor each for light and view.
};

Val DistributionFormula(Sketch& s, const ShadingModel& model, size_t kind, const Val& cosine,
                        const Val& roughness) {
  const Val alpha = Named(s, roughness * roughness, {"alpha", "a"});
  if (kind == 2) {
    // Blinn and Phong, normalized.
    const Val power = Named(s, 2.0 / Known(alpha * alpha, 1e-3, 1.0) - 2.0, {"power", "shininess"});
    return (power + 2.0) / (2.0 * model.pi) *
           s.Call("pow", {AtLeast(cosine, 0.001), Known(power, 0.0, 8.0)});
  }
  const Val a2 = s.Let(alpha * alpha, "a2");
  const Val c2 = Named(s, cosine * cosine, {"c2", "cos2"});
  if (kind == 1) {
    // Beckmann.
    const Val safe = Named(s, AtLeast(c2, 0.001), {"cc", "cos2_safe"});
    const Val exponent = (c2 - 1.0) / (Known(a2, 1e-3, 1.0) * safe);
    return Exp(Known(exponent, -60.0, 0.0)) / (model.pi * Known(a2, 1e-3, 1.0) * safe * safe);
  }
  const Val d = Named(s, c2 * (a2 - 1.0) + 1.0, {"d", "denom"});
  return a2 / (model.pi * Known(d * d, 1e-4, 1.0));
}

void DefineDistribution(Sketch& s, ShadingModel& model) {
  const std::array params = {Sketch::Param{"n_dot_h", model.real, kCosine},
                             Sketch::Param{"roughness", model.real, Between(0.2, 1.0)}};
  static constexpr std::array<std::string_view, 3> kNames = {"distribution_ggx", "beckmann",
                                                             "blinn_phong"};
  const auto kind = s.rng().Below(kNames.size());
  model.distribution =
      s.DefineHelper(s.rng().Chance(0.5) ? kNames[kind] : OneOf(s, {"ndf", "d_term"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       return {Known(DistributionFormula(s, model, kind, p[0], p[1]), 0.0, 300.0)};
                     });
}

void DefineShadowing(Sketch& s, ShadingModel& model) {
  model.separate_shadowing = s.rng().Chance(0.5);
  const ValueRange rough = Between(0.2, 1.0);
  const auto one_side = [&](const Val& c, const Val& k) {
    return c / Known(c * (1.0 - k) + k, 0.02, 1.0);
  };
  if (model.separate_shadowing) {
    const std::array params = {Sketch::Param{"c", model.real, kCosine},
                               Sketch::Param{"roughness", model.real, rough}};
    model.shadowing = s.DefineHelper(
        OneOf(s, {"smith_g1", "geometry_schlick", "masking"}), params,
        [&](std::span<const Val> p) -> std::vector<Val> {
          const Val r = s.Let(p[1] + 1.0, "r");
          const Val k =
              s.Let(s.rng().Chance(0.5) ? r * r / s.Real(8.0, model.real) : 0.5 * p[1] * p[1], "k");
          return {Known(one_side(p[0], k), 0.0, 1.0)};
        });
    return;
  }
  const std::array params = {Sketch::Param{"n_dot_v", model.real, kCosine},
                             Sketch::Param{"n_dot_l", model.real, kCosine},
                             Sketch::Param{"roughness", model.real, rough}};
  model.shadowing = s.DefineHelper(
      OneOf(s, {"geometry_smith", "shadow_masking", "g_term"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        if (s.rng().Chance(0.5)) {
          const Val k = s.Let((p[2] + 1.0) * (p[2] + 1.0) / s.Real(8.0, model.real), "k");
          const Val gv = Named(s, one_side(p[0], k), {"gv", "g_view"});
          const Val gl = Named(s, one_side(p[1], k), {"gl", "g_light"});
          return {Known(gv * gl, 0.0, 1.0)};
        }
        const Val a2 = s.Let(p[2] * p[2] * p[2] * p[2], "a2");
        const auto lambda = [&](const Val& c, const Val& other, std::string_view name) {
          return s.Let(other * s.Call("sqrt", {Known(c * c * (1.0 - a2) + a2, 0.001, 1.0)}), name);
        };
        const Val lv = lambda(p[0], p[1], "lambda_v");
        const Val ll = lambda(p[1], p[0], "lambda_l");
        return {Known(2.0 * p[1] * p[0] / AtLeast(lv + ll, 0.0001), 0.0, 1.0)};
      });
}

void DefineFresnel(Sketch& s, ShadingModel& model) {
  const std::array params = {Sketch::Param{OneOf(s, {"cos_theta", "v_dot_h"}), model.real, kCosine},
                             Sketch::Param{"f0", model.vec, kCosine}};
  model.fresnel = s.DefineHelper(
      OneOf(s, {"fresnel_schlick", "fresnel", "schlick"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val m = Named(
            s, s.Call("clamp", {1.0 - p[0], s.Real(0.0, model.real), s.Real(1.0, model.real)}),
            {"m", "x", "grazing"});
        const Val white = s.Make(model.vec, {s.Real(1.0, model.real)});
        if (s.rng().Chance(0.6)) {
          const Val m2 = s.Let(m * m, "m2");
          return {p[1] + (white - p[1]) * (m2 * m2 * m)};
        }
        return {p[1] +
                (white - p[1]) * s.Call("pow", {AtLeast(m, 0.0001), s.Real(5.0, model.real)})};
      });
}

// The material and the place that are shaded.
struct Surface {
  Val p, n, v;
  Val color, roughness, metallic;
  Val emission;  // None: it does not glow.
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

// A light of the table: where it is and how bright.
struct Lamp {
  Val toward;    // Unit vector from the surface to it.
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

// What the surface sends to the eye of one lamp's light.
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
    // Burley's retro-reflection at grazing angles.
    const Val f90 = s.Let(0.5 + 2.0 * v_dot_h * v_dot_h * at.roughness, "fd90");
    diffuse = diffuse * (1.0 + (f90 - 1.0) * s.Call("pow", {Known(1.0 - n_dot_l, 0.001, 1.0),
                                                            s.Real(5.0, model.real)}));
  }
  return s.Call("cw_mul", {diffuse + specular, lamp.radiance}) * n_dot_l;
}

// The light of all lamps of a table.
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

void DrawSurfaceShading(Sketch& s) {
  ShadingModel model;
  model.real = Precise(s);
  model.vec = lang::VecType(3, model.real.scalar);
  const Val number = s.Real(3.14159265, model.real);
  model.pi = s.rng().Chance(0.6) ? s.NewConstant("PI", number) : number;
  DefineDistribution(s, model);
  DefineShadowing(s, model);
  DefineFresnel(s, model);
  for (const lang::FuncId term : {model.distribution, model.shadowing, model.fresnel}) {
    s.Hide(term);
  }
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
    const Val fog = Arg(s, model.vec, {"fog_color", "sky_color"}, {0.0, 1.0});
    color = Named(s, color, {"color", "shaded"});
    const Val depth = Named(s, s.Call("length", {at.p}), {"depth", "view_dist"});
    const Val density = Coefficient(s, model.real, {"fog_density", "extinction"}, {0.01, 0.3});
    const Val keep = Named(s, Exp(Known(-density * depth, -8.0, 0.0)), {"keep", "fog_keep"});
    color = fog * (1.0 - keep) + color * keep;
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
