// Light on a surface: diffuse with an ambient term, then by chance a specular highlight with or
// without a Fresnel factor; the light is directional or falls off with distance.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

struct Light {
  Val direction;
  Val power;
};

Light ReadLight(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val power = s.DrawNumber(real, 0.5, 4.0);
  if (s.rng().Chance(0.5)) {
    return {Arg(s, vec, {"light_dir", "sun_dir", "l_dir"}, kUnitFill), power};
  }
  const Val to = Named(s,
                       Minus({Arg(s, vec, {"light_pos", "lamp"}, {2.0, 4.0}),
                              Read(s, vec, {"points", "positions", "vertices"}, {"p", "pos"})}),
                       {"to_light", "tl", "ld"});
  const Val direction = Named(s, s.Call("normalize", {to}), {"l", "light_n", "wi"});
  return {direction, Over({Arg(s, real, {"intensity", "light_power"}, {0.5, 8.0}),
                           (s.DrawNumber(real, 0.1, 1.0) + LengthSq(to))})};
}

Val ReadView(Sketch& s) {
  const Type vec = s.vec(3);
  return s.rng().Chance(0.5)
             ? Arg(s, vec, {"view_dir", "v_dir"}, kUnitFill)
             : Named(s,
                     s.Call("normalize",
                            {Minus({Arg(s, vec, {"camera_pos", "eye"}, {2.0, 4.0}),
                                    Read(s, vec, {"points", "positions"}, {"p", "pos"})})}),
                     {"view", "wo", "v"});
}

// The Blinn-Phong or Phong term.
Val Specular(Sketch& s, const Val& n, const Val& light, const Val& view) {
  const auto shiny = s.Real(s.rng().Choose(std::array{4.0, 8.0, 16.0, 32.0, 64.0}));
  Val cosine;
  if (s.rng().Chance(0.5)) {
    const Val half = Named(s, s.Call("normalize", {light + view}), {"h", "half_vec", "hv"});
    cosine = s.Call("dot", {n, half});
  } else {
    const Val r = Named(s, 2.0 * s.Call("dot", {n, light}) * n - light, {"r", "refl", "reflected"});
    cosine = s.Call("dot", {r, view});
  }
  return Named(
      s,
      s.Call(
          "pow",
          {Known(s.Call("max", {cosine, s.Real(0.001)}), 0.001, 1.0),
           Known(s.rng().Chance(0.5) ? shiny : Arg(s, s.real(), {"shininess", "gloss"}, {2.0, 8.0}),
                 2.0, 8.0)}),
      {"spec", "highlight"});
}

void AddHighlight(Sketch& s, Val& color, const Val& n, const Val& light) {
  const Type real = s.real();
  const Val view = ReadView(s);
  const Val spec = Specular(s, n, light, view);
  if (s.rng().Chance(0.5)) {
    return s.Update(color, BinaryOp::kAdd,
                    s.Make(color.type, {spec * s.DrawNumber(real, 0.1, 1.0)}));
  }
  const Val f0 = s.DrawNumber(real, 0.02, 0.1);
  const Val grazing =
      s.Let(1.0 - s.Call("max", {s.Call("dot", {n, view}), s.Real(0.0)}), {"grazing", "m", "fc"});
  const Val fresnel =
      Named(s, f0 + (1.0 - f0) * s.Call("pow", {Known(grazing, 1e-3, 1.0), s.Real(5.0)}),
            {"fresnel", "kr"});
  s.Set(color, color * (1.0 - fresnel) + s.Make(color.type, {fresnel * spec}));
}

void DrawShading(Sketch& s) {
  const Type vec = s.vec(3);
  const Type real = s.real();
  const Val n = Read(s, vec, {"normals", "surface_normals"}, {"n", "normal"}, kUnitFill);
  const Light light = ReadLight(s);
  const Val ndotl = Named(s, s.Call("max", {s.Call("dot", {n, light.direction}), s.Real(0.0)}),
                          {"ndotl", "diff", "lambert"});
  const Val albedo = s.rng().Chance(0.6) ? Read(s, vec, {"albedo", "colors", "base_colors"},
                                                {"base", "albedo_i", "c"}, {0.0, 1.0})
                                         : Arg(s, vec, {"base_color", "tint"}, {0.0, 1.0});
  Val color = Named(s, albedo * (ndotl * light.power), {"color", "col", "radiance"});
  if (s.rng().Chance(0.5)) {
    s.Update(color, BinaryOp::kAdd, albedo * s.DrawNumber(real, 0.02, 0.3));
  }
  if (s.rng().Chance(0.6)) {
    AddHighlight(s, color, n, light.direction);
  }
  s.Output(color);
}

}  // namespace

Motif ShadingMotif() {
  return {.name = "shading",
          .family = Family::kVector,
          .weight = 1.0,
          .draw = DrawShading,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
