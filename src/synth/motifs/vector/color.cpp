// An adjustment of a color: saturation, luminance, gamma, contrast, compositing, conversion to HSV
// or tone mapping.
#include <array>
#include <functional>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct Color {
  Val value;
  bool has_alpha = false;
};

Val ColorLuminance(Sketch& s, const Color& color) {
  const Val& c = color.value;
  const Val rec709 = s.Real(0.2126) * c.x() + s.Real(0.7152) * c.y() + s.Real(0.0722) * c.z();
  if (color.has_alpha || s.rng().Chance(0.5)) {
    return Named(s, rec709, {"lum", "luma", "y"});
  }
  return Named(s, s.Call("dot", {c, s.Make(c.type, {s.Real(0.299), s.Real(0.587), s.Real(0.114)})}),
               {"lum", "gray", "y"});
}

// f(red), f(green), f(blue); alpha is kept.
Val MapChannels(Sketch& s, const Color& color, const std::function<Val(const Val&)>& f) {
  std::vector<Val> parts;
  for (int k = 0; k < 3; ++k) {
    parts.push_back(f(color.value[k]));
  }
  if (color.has_alpha) {
    parts.push_back(color.value.w());
  }
  return s.Make(color.value.type, parts);
}

void DrawSaturation(Sketch& s, const Color& color) {
  const Val& c = color.value;
  const Val lum = ColorLuminance(s, color);
  const Val amount = Coefficient(s, s.real(), {"saturation", "sat", "amount"}, {0.0, 2.0});
  Emit(s, s.rng().Chance(0.5)
              ? MapChannels(s, color, [&](const Val& x) { return lum + (x - lum) * amount; })
              : s.Make(c.type, {lum}) + (c - s.Make(c.type, {lum})) * amount);
}

void DrawGamma(Sketch& s, const Color& color) {
  const Val power = s.rng().Chance(0.5) ? 1.0 / Arg(s, s.real(), {"gamma"}, {1.6, 2.6})
                                        : s.Real(s.rng().Choose(std::array{2.2, 0.4545, 2.4}));
  const Val g = s.rng().Chance(0.5) ? Named(s, power, {"inv_gamma", "g"}) : power;
  Emit(s, MapChannels(s, color,
                      [&](const Val& x) { return s.Call("pow", {Known(x, 1e-3, 1.0), g}); }));
}

void DrawContrast(Sketch& s, const Color& color) {
  const Val contrast = Coefficient(s, s.real(), {"contrast", "gain"}, {0.5, 2.0});
  const Val mid =
      s.rng().Chance(0.5) ? s.Real(0.5) : Arg(s, s.real(), {"pivot", "mid_gray"}, {0.2, 0.6});
  Emit(s, MapChannels(s, color, [&](const Val& x) {
         return s.Call("clamp", {(x - mid) * contrast + mid, s.Real(0.0), s.Real(1.0)});
       }));
}

void DrawComposite(Sketch& s, const Color& color) {
  const Val& c = color.value;
  const Val over =
      Read(s, c.type, {"overlay", "layer", "foreground"}, {"top", "fg", "over"}, {0.0, 1.0});
  const Val a = color.has_alpha
                    ? over.w()
                    : Coefficient(s, s.real(), {"opacity", "alpha", "mix_w"}, {0.0, 1.0});
  Emit(s, s.rng().Chance(0.5) ? over * a + c * (1.0 - a) : s.Call("lerp", {c, over, a}));
}

void DrawHsv(Sketch& s, const Color& color) {
  const Val& c = color.value;
  const Val most = s.Let(s.Call("max", {c.x(), s.Call("max", {c.y(), c.z()})}), {"vmax", "cmax"});
  const Val least = s.Let(s.Call("min", {c.x(), s.Call("min", {c.y(), c.z()})}), {"vmin", "cmin"});
  const Val delta = s.Let(most - least, {"delta", "chroma"});
  Val hue = s.Let(s.Real(0.0), "hue");
  s.If(delta > Epsilon(s), [&] {
    const Val safe = Known(delta, 1e-5, 1.0);
    const std::array conditions = {most == c.x(), most == c.y()};
    s.IfChain(
        conditions,
        [&](int branch) {
          s.Set(hue, branch == 0   ? (c.y() - c.z()) / safe
                     : branch == 1 ? 2.0 + (c.z() - c.x()) / safe
                                   : 4.0 + (c.x() - c.y()) / safe);
        },
        true);
  });
  const Val sat = Named(s, delta / (most + Epsilon(s)), {"sat", "saturation"});
  Emit(s, s.Make(s.vec(3), {hue / s.Real(6.0), sat, most}), {"hsv", "hsv_out"});
}

void DrawColor(Sketch& s) {
  Color color;
  color.has_alpha = s.rng().Chance(0.2);
  color.value = Read(s, s.vec(color.has_alpha ? 4 : 3), {"colors", "image", "rgb_in", "albedo"},
                     {"c", "rgb", "color", "px"}, {0.0, 1.0});
  const Type real = s.real();
  switch (s.rng().Below(7)) {
    case 0:
      return DrawSaturation(s, color);
    case 1:
      return Emit(
          s, Times({ColorLuminance(s, color),
                    s.rng().Chance(0.5) ? s.Draw(real, 0)
                                        : Coefficient(s, real, {"gain", "exposure"}, {0.5, 2.0})}));
    case 2:
      return DrawGamma(s, color);
    case 3:
      return DrawContrast(s, color);
    case 4:
      return DrawComposite(s, color);
    case 5:
      return DrawHsv(s, color);
    default:
      return Emit(s, MapChannels(s, color, [&](const Val& x) { return x / (1.0 + x); }) *
                         Coefficient(s, real, {"exposure", "white"}, {0.5, 2.0}));
  }
}

}  // namespace

Motif ColorMotif() {
  return {.name = "color",
          .family = Family::kVector,
          .weight = 0.8,
          .draw = DrawColor,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
