// A frame prepared for display: exposure, color grading, a tone curve in a helper, and the
// display's transfer function.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

Val Saturated(const Val& x) {
  return x.sketch->Call("clamp", {x, x.sketch->NumberLike(x, 0.0), x.sketch->NumberLike(x, 1.0)});
}

// The user's settings: fields of a struct argument, or an argument or literal for each.
class Knobs {
 public:
  explicit Knobs(Sketch& s) : sketch_(s), as_record_(s.rng().Chance(0.5)) {
    if (!as_record_) {
      return;
    }
    const Type real = Precise(s);
    const Type record = s.NewRecord(OneOf(s, {"Grade", "ToneParams", "ColorGrading", "Display"}),
                                    Fields{{"exposure", real, 0.3, 3.0},
                                           {"contrast", real, 0.7, 1.4},
                                           {"saturation", real, 0.5, 1.5},
                                           {"white", real, 2.0, 8.0},
                                           {"gamma", real, 1.8, 2.4}});
    record_ = s.NewRecordArg(record, OneOf(s, {"grade", "params", "look"}));
  }

  Val Get(std::string_view name, double low, double high) const {
    if (as_record_) {
      return sketch_.Field(record_, name);
    }
    const Type real = Precise(sketch_);
    return sketch_.rng().Chance(0.7) ? Arg(sketch_, real, {name}, {low, high})
                                     : sketch_.DrawNumber(real, low, high);
  }

 private:
  Sketch& sketch_;
  bool as_record_;
  Val record_;
};

Val CurveFormula(Sketch& s, size_t kind, const Val& x, const Val& white) {
  switch (kind) {
    case 0:
      return x / Known(1.0 + x, 1.0, 100.0);
    case 1:
      return x * (1.0 + x / (white * white)) / Known(1.0 + x, 1.0, 100.0);
    case 2: {
      const Val top = Named(s, x * (2.51 * x + 0.03), {"a", "num"});
      const Val bottom = Named(s, x * (2.43 * x + 0.59) + 0.14, {"b", "den"});
      return Saturated(top / Known(bottom, 0.14, 1e4));
    }
    case 3: {
      const Val bottom = x * (0.15 * x + 0.5) + 0.06;
      return (x * (0.15 * x + 0.05) + 0.004) / Known(bottom, 0.06, 1e3) - 0.0667;
    }
    case 4:
      return 1.0 - Exp(Known(-x * s.DrawNumber(x.type, 0.5, 2.0), -16.0, 0.0));
    case 5:
      return s.Call("log", {Known(1.0 + x, 1.0, 100.0)}) /
             s.Call("log", {Known(1.0 + white, 1.5, 10.0)});
    default: {
      const Val knee = Named(s, s.Call("abs", {s.Draw(x.type, 2)}), {"knee", "shoulder"});
      return x / Known(x + knee + s.DrawNumber(x.type, 0.1, 1.0), 0.1, 1e4);
    }
  }
}

// def tone(x[, white]): maps one channel from scene to display range.
struct Curve {
  lang::FuncId helper;
  bool has_white;
};

Curve DefineToneCurve(Sketch& s, Type real) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "reinhard", "reinhard_extended", "aces_film", "hable", "expose", "log_curve", "soft_clip"};
  const auto kind = s.rng().Below(kNames.size());
  const bool has_white = kind == 1 || kind == 5;
  std::vector<Sketch::Param> params = {{"x", real, Between(0.0, 50.0)}};
  if (has_white) {
    params.push_back({OneOf(s, {"white", "w"}), real, Between(2.0, 8.0)});
  }
  const std::string_view name =
      s.rng().Chance(0.6) ? kNames[kind] : OneOf(s, {"tone", "tone_curve"});
  const lang::FuncId helper =
      s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
        return {Known(CurveFormula(s, kind, p[0], p.back()), 0.0, 2.0)};
      });
  s.Hide(helper);
  return {helper, has_white};
}

// def encode_srgb(c): the piecewise transfer function of sRGB.
lang::FuncId DefineEncode(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{OneOf(s, {"c", "x", "lin"}), real, Between(0.0, 1.0)}};
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"encode_srgb", "linear_to_srgb", "srgb_oetf"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const bool early = s.rng().Chance(0.5);
        const Val low = 12.92 * p[0];
        if (early) {
          s.ReturnIf(p[0] <= 0.0031308, {low});
        }
        const Val base =
            early ? Known(p[0], 0.003, 1.0) : s.Call("max", {p[0], s.Real(0.0031308, real)});
        const Val high =
            1.055 * s.Call("pow", {base, s.Real(1.0, real) / s.Real(2.4, real)}) - 0.055;
        return {early ? Known(high, 0.0, 1.0)
                      : Known(s.Select(p[0] <= 0.0031308, low, high), 0.0, 1.0)};
      });
  s.Hide(helper);
  return helper;
}

// f applied to each channel: in a loop, to named channels, or within the constructor.
Val PerChannel(Sketch& s, const Val& c, std::string_view name, bool is_short,
               const std::function<Val(const Val&)>& f) {
  const auto how = s.rng().Below(is_short ? 3 : 2);
  if (how == 0) {
    const Val out = s.Mutable(s.Make(c.type, {}), name, Between(0.0, 50.0));
    s.ForCount({"ch", "k"}, 3, [&](const Val& k) { s.SetPart(out[k], f(c[k])); });
    return out;
  }
  static constexpr std::array<std::array<std::string_view, 3>, 2> kNames = {
      {{"r", "g", "b"}, {"red", "green", "blue"}}};
  const auto& names = s.rng().Choose(kNames);
  std::array<Val, 3> parts;
  for (size_t k = 0; k < 3; ++k) {
    const Val part = f(c[static_cast<int>(k)]);
    parts[k] = how == 1 ? s.Let(part, names[k]) : part;
  }
  return s.Let(s.Make(c.type, parts), name);
}

Val Luminance(Sketch& s, const Val& c) {
  const Val sum =
      s.rng().Chance(0.5)
          ? 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]
          : s.Call("dot", {c, s.Make(c.type, {s.NumberLike(c, 0.2126), s.NumberLike(c, 0.7152),
                                              s.NumberLike(c, 0.0722)})});
  return Named(s, Known(sum, 0.0, 50.0), {"lum", "luma", "y"});
}

// Any of contrast about middle gray, saturation and a vignette.
Val Graded(Sketch& s, Val c, const Knobs& knobs) {
  const Type real = lang::ScalarType(c.type.scalar);
  if (s.rng().Chance(0.4)) {
    const Val contrast = knobs.Get("contrast", 0.7, 1.4);
    const Val gray = s.Real(0.18, real);
    const Val power = s.rng().Chance(0.5) ? Val{} : contrast;
    const std::string_view name = OneOf(s, {"graded", "contrasted"});
    c = PerChannel(s, c, name, false, [&](const Val& x) {
      if (power.is_valid()) {
        return gray * s.Call("pow", {s.Call("max", {x, s.Real(1e-4, real)}) / gray, power});
      }
      return s.Call("max", {(x - gray) * contrast + gray, s.Real(0.0, real)});
    });
  }
  if (s.rng().Chance(0.5)) {
    const Val luma = Luminance(s, c);
    Val amount = knobs.Get("saturation", 0.5, 1.5);
    if (s.rng().Chance(0.4)) {
      amount = s.Let(s.Select(s.DrawCondition(2), amount, s.Real(1.0, real)), "sat");
    }
    const Val gray = s.Make(c.type, {luma});
    c = Named(s,
              s.rng().Chance(0.5) ? gray + (c - gray) * amount : gray * (1.0 - amount) + c * amount,
              {"tinted", "saturated"});
  }
  if (s.ndim() == 2 && s.rng().Chance(0.35)) {
    const auto side = [&](int axis, std::string_view size, std::string_view name) {
      const Val n = s.Convert(s.SizeArg(s.dims()[static_cast<size_t>(axis)], size), real);
      return s.Let(s.Convert(s.Thread(axis), real) / n - 0.5, name);
    };
    const Val dy = side(0, "height", "dy");
    const Val dx = side(1, "width", "dx");
    const Val r2 = s.Let(dx * dx + dy * dy, "r2");
    const Val strength =
        s.rng().Chance(0.5) ? Arg(s, real, {"vignette", "falloff"}, {0.2, 1.5}) : s.Draw(real, 1);
    c = c * Saturated(1.0 - r2 * strength);
  }
  return c;
}

// Stores the color as it is, dithered, or packed to 8 bits a channel.
void StoreColor(Sketch& s, const Val& c) {
  const Type real = lang::ScalarType(c.type.scalar);
  if (s.rng().Chance(0.25)) {
    const Type word = lang::kUint;
    const auto byte = [&](int k, std::string_view name) {
      const Val level = Known(Saturated(c[k]) * 255.0 + 0.5, 0.0, 255.9);
      return s.Let(s.Convert(level, word), name);
    };
    const Val r = byte(0, "r8");
    const Val g = byte(1, "g8");
    const Val b = byte(2, "b8");
    return OutputNamed(s, r | (g << s.Int(8, word)) | (b << s.Int(16, word)),
                       {"packed", "frame_rgba", "framebuffer"});
  }
  if (s.rng().Chance(0.5)) {
    return OutputNamed(s, c, {"ldr", "out", "display", "frame"});
  }
  const Val noise = Read(s, real, {"dither", "blue_noise"}, {"noise", "dth"}, {-0.5, 0.5});
  OutputNamed(s, c + s.Make(c.type, {noise / s.Real(255.0, real)}), {"ldr", "out", "display"});
}

void DrawToneMap(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = lang::VecType(3, real.scalar);
  const Knobs knobs(s);
  const Curve curve = DefineToneCurve(s, real);
  const bool srgb = s.rng().Chance(0.5);
  const lang::FuncId encode = srgb ? DefineEncode(s, real) : lang::FuncId{};
  const Val hdr =
      Read(s, vec, {"hdr", "radiance", "color_buffer"}, {"hdr_color", "src"}, {0.0, 8.0});
  const Val gain = s.rng().Chance(0.3) ? s.Draw(real, 1) : Val{};
  Val exposure = knobs.Get("exposure", 0.3, 3.0);
  if (gain.is_valid()) {
    exposure = exposure * gain;
  } else if (s.rng().Chance(0.4)) {
    // Automatic exposure by the mean luminance from an earlier pass.
    const int mean = Input(s, real, {1}, OneOf(s, {"mean_lum", "avg_luminance"}), 0.1, 2.0);
    exposure = Named(s, exposure * 0.18 / s.At(mean, {s.Int(0)}), {"scale", "auto_exposure"});
  }
  Val c = Named(s, hdr * exposure, {"c", "color", "lin"});
  c = Graded(s, c, knobs);
  const Val white = curve.has_white ? knobs.Get("white", 2.0, 8.0) : Val{};
  const auto mapped = [&](const Val& x) {
    std::vector<Val> args = {x};
    if (curve.has_white) {
      args.push_back(white);
    }
    return s.CallHelper(curve.helper, args);
  };
  if (s.rng().Chance(0.3)) {
    // Mapping the luminance alone keeps hues.
    const Val luma = Luminance(s, c);
    const Val ratio = mapped(luma) / s.Call("max", {luma, s.Real(1e-4, real)});
    c = Named(s, c * ratio, {"mapped", "toned"});
  } else {
    c = PerChannel(s, c, OneOf(s, {"mapped", "toned"}), true, mapped);
  }
  const std::string_view name = OneOf(s, {"encoded", "ldr_color"});
  if (srgb) {
    c = PerChannel(s, c, name, true,
                   [&](const Val& x) { return s.CallHelper(encode, std::array{x}); });
  } else if (s.rng().Chance(0.7)) {
    const Val gamma = knobs.Get("gamma", 1.8, 2.4);
    const Val inverse = Named(s, 1.0 / gamma, {"inv_gamma", "g"});
    c = PerChannel(s, c, name, false, [&](const Val& x) {
      return s.Call("pow", {s.Call("max", {x, s.Real(1e-5, real)}), inverse});
    });
  }
  StoreColor(s, c);
}

}  // namespace

Motif ToneMapMotif() {
  return {.name = "tone-map",
          .family = Family::kVector,
          .weight = 1.0,
          .draw = DrawToneMap,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
