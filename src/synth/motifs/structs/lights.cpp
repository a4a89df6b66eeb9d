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

// Diffuse and specular light from every light of an array.
void DrawLightRecords(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto position = OneOf(s, {"pos", "position", "dir"});
  const bool directional = position == "dir";
  const auto color = OneOf(s, {"color", "emission", "rgb"});
  Fields fields = {{position, vec, -3.0, 3.0, directional ? Fill::kUnit : Fill::kUniform},
                   {color, vec, 0.0, 1.0}};
  const bool intensity = s.rng().Chance(0.6);
  if (intensity) {
    fields.push_back({OneOf(s, {"intensity", "power"}), real, 0.5, 4.0});
  }
  const Type light = s.NewRecord(OneOf(s, {"Light", "PointLight", "LightSource"}), fields);
  const int count = s.rng().Choose(std::array{2, 3, 4, 8, 16});
  const int lights = Records(s, light, {count}, "lights");
  const Val p = s.Let(s.ThreadElement(Input(
                          s, vec, {}, OneOf(s, {"points", "positions", "hit_points"}), -2.0, 2.0)),
                      {"p", "x", "pos"});
  ArraySpec spec;
  spec.element = vec;
  spec.fill = Fill::kUnit;
  spec.name = OneOf(s, {"normals", "shading_normals"});
  const Val n = s.Let(s.ThreadElement(s.NewArray(spec)), "n");
  const Val view =
      s.rng().Chance(0.45)
          ? s.Let(s.Call("normalize",
                         {s.NewArg(vec, -4.0, 4.0, OneOf(s, {"eye", "camera_pos"})) - p}),
                  {"v", "view", "wo"})
          : Val{};
  Val sum = Accumulator(s, vec, OneOf(s, {"color_sum", "total", "radiance", "acc"}));
  s.For({"k", "li", "j"}, Val{}, Extent(s, lights, 0, "num_lights"), 0, [&](const Val& k) {
    const bool named = s.rng().Chance(0.7);
    const Val light_k = named ? s.Let(s.At(lights, {k}), {"light", "lk"}) : s.At(lights, {k});
    Val toward;
    Val strength = intensity ? s.Field(light_k, 2) : Val{};
    if (directional) {
      toward = s.Field(light_k, 0);
    } else {
      const Val d = s.Let(s.Field(light_k, 0) - p, {"d", "to_light", "delta"});
      toward = s.Let(s.Call("normalize", {d}), {"l", "wi", "ldir"});
      if (s.rng().Chance(0.6)) {
        const Val square = s.Call("dot", {d, d});
        const Val falloff = s.Let(1.0 / (1.0 + Known(square, 0.0, 500.0)), {"atten", "falloff"});
        strength = strength.is_valid() ? strength * falloff : falloff;
      }
    }
    Val shade = s.Let(s.Call("max", {s.Call("dot", {n, toward}), s.Real(0.0)}),
                      {"ndotl", "diff", "cos_theta"});
    if (view.is_valid()) {
      const Val h = s.Let(s.Call("normalize", {toward + view}), "h");
      const Val gloss = s.Call("max", {s.Call("dot", {n, h}), s.Real(0.001)});
      shade =
          shade + s.Call("pow", {gloss, s.Real(s.rng().Choose(std::array{8.0, 8.0, 4.0, 2.0}))});
    }
    s.Update(sum, BinaryOp::kAdd,
             s.Field(light_k, 1) * (strength.is_valid() ? shade * strength : shade));
  });
  Val result = Shown(sum);
  if (s.rng().Chance(0.4)) {
    result =
        s.Call("cw_mul", {result, s.ThreadElement(Input(
                                      s, vec, {}, OneOf(s, {"albedo", "base_colors"}), 0.0, 1.0))});
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
