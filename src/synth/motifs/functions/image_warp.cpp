// An image resampled through a map of the plane: rotation, lens distortion, swirl, displacement or
// homography, with a helper for bilinear sampling.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/image_sample_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

using NamePair = std::array<std::string_view, 2>;  // Across and down.
constexpr std::array<NamePair, 3> kPixelNames = {{{"x_pix", "y_pix"}, {"px", "py"}, {"xf", "yf"}}};
constexpr std::array<NamePair, 3> kSourceNames = {{{"sx", "sy"}, {"src_x", "src_y"}, {"xs", "ys"}}};

// This thread's pixel and the center of the image, in pixels.
struct Place {
  Val x, y;
  Val cx, cy;
};

Place PlaceOf(Sketch& s, Type real) {
  const NamePair& names = s.rng().Choose(kPixelNames);
  const Val x = s.Let(s.Convert(s.Thread(1), real), names[0]);
  const Val y = s.Let(s.Convert(s.Thread(0), real), names[1]);
  const bool given = s.rng().Chance(0.4);
  const auto middle = [&](int axis, std::string_view size, std::string_view name) {
    const int extent = s.dims()[static_cast<size_t>(axis)];
    const Val at = given ? s.NewArg(real, 0.4 * extent, 0.6 * extent, name)
                         : s.Let(0.5 * s.Convert(s.SizeArg(extent, size), real), name);
    s.Hide(at);
    return at;
  };
  const Val cy = middle(0, "height", "center_y");
  return {x, y, middle(1, "width", "center_x"), cy};
}

using Point = std::array<Val, 2>;

// Rotated and scaled about the center.
Point Similar(Sketch& s, const Place& at, Type real) {
  const Val angle = Coefficient(s, real, {"angle", "theta"}, {-1.0, 1.0});
  const Val c = s.Let(s.Call("cos", {angle}), "c");
  const Val sn = s.Let(s.Call("sin", {angle}), "sn");
  const Val zoom = s.rng().Chance(0.6) ? Arg(s, real, {"zoom", "scale"}, {0.5, 2.0}) : Val{};
  Val dx = at.x - at.cx;
  Val dy = at.y - at.cy;
  if (zoom.is_valid()) {
    dx = dx / zoom;
    dy = dy / zoom;
  }
  dx = s.Let(dx, "dx");
  dy = s.Let(dy, "dy");
  return {at.cx + c * dx - sn * dy, at.cy + sn * dx + c * dy};
}

// A lens's coefficients: fields of a struct, or arguments.
class Lens {
 public:
  Lens(Sketch& s, Type real) : sketch_(s), real_(real), packed_(s.rng().Chance(0.5)) {
    if (packed_) {
      const Type record = s.NewRecord(OneOf(s, {"LensModel", "Distortion", "Intrinsics"}),
                                      Fields{{"inv_focal", real, 0.01, 0.1},
                                             {"k1", real, -0.3, 0.3},
                                             {"k2", real, -0.1, 0.1},
                                             {"p1", real, -0.05, 0.05},
                                             {"p2", real, -0.05, 0.05}});
      record_ = s.NewRecordArg(record, OneOf(s, {"lens", "dist", "cam"}));
    }
  }

  Val Get(std::string_view name, double low, double high) const {
    return packed_ ? sketch_.Field(record_, name) : Arg(sketch_, real_, {name}, {low, high});
  }

 private:
  Sketch& sketch_;
  Type real_;
  bool packed_;
  Val record_;
};

// Radial and tangential lens distortion (Brown-Conrady).
Point Radial(Sketch& s, const Place& at, Type real) {
  const Lens lens(s, real);
  const Val scale = lens.Get("inv_focal", 0.01, 0.1);
  const Val u = s.Let((at.x - at.cx) * scale, "u");
  const Val v = s.Let((at.y - at.cy) * scale, "v");
  const Val r2 = s.Let(u * u + v * v, "r2");
  const Val k1 = lens.Get("k1", -0.3, 0.3);
  Val bend = 1.0 + k1 * r2;
  if (s.rng().Chance(0.6)) {
    bend = 1.0 + r2 * (k1 + r2 * lens.Get("k2", -0.1, 0.1));
  }
  const Val factor = Named(s, bend, {"distort", "radial"});
  Val du = u * factor;
  Val dv = v * factor;
  if (s.rng().Chance(0.4)) {
    const Val p1 = lens.Get("p1", -0.05, 0.05);
    const Val p2 = lens.Get("p2", -0.05, 0.05);
    du = du + 2.0 * p1 * u * v + p2 * (r2 + 2.0 * u * u);
    dv = dv + p1 * (r2 + 2.0 * v * v) + 2.0 * p2 * u * v;
  }
  return {at.cx + du / scale, at.cy + dv / scale};
}

// A homography.
Point Projective(Sketch& s, const Place& at, Type real) {
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Val h = Arg(s, mat, {"H", "homography", "warp_mat"}, {-1.0, 1.0});
  const Type vec = lang::VecType(3, real.scalar);
  const Val q = Named(s, h * s.Make(vec, {at.x, at.y, s.Real(1.0, real)}), {"q", "ph"});
  const Val w = s.Let(s.Select(s.Call("abs", {q.z()}) < 0.001, s.Real(0.001, real), q.z()), "wz");
  const Val safe = Known(w, 0.001, 1e3);
  return {q.x() / safe, q.y() / safe};
}

// A swirl about the center, or waves.
Point Swirled(Sketch& s, const Place& at, Type real) {
  if (s.rng().Chance(0.5)) {
    const Val amplitude = Arg(s, real, {"amplitude", "strength"}, {0.5, 6.0});
    const Val phase = s.Draw(real, 2);
    const Val sway = s.Call(OneOf(s, {"sin", "cos"}), {phase});
    const Val x = at.x + amplitude * sway;
    return {x, at.y + amplitude * s.Call("sin", {s.Draw(real, 2)})};
  }
  const Val dx = s.Let(at.x - at.cx, "dx");
  const Val dy = s.Let(at.y - at.cy, "dy");
  const Val r = Named(s, s.Call("sqrt", {Known(dx * dx + dy * dy, 0.0, 1e4)}), {"r", "dist"});
  const Val radius = Arg(s, real, {"radius", "falloff_radius"}, {4.0, 20.0});
  const Val fade = s.rng().Chance(0.5) ? Exp(Known(-r / radius, -20.0, 0.0))
                                       : s.Call("max", {1.0 - r / radius, s.Real(0.0, real)});
  const Val twist =
      s.rng().Chance(0.5) ? Arg(s, real, {"twist", "swirl"}, {-3.0, 3.0}) : s.Draw(real, 1);
  const Val angle = Named(s, twist * fade, {"a", "ang"});
  const Val c = s.Let(s.Call("cos", {angle}), "ca");
  const Val sn = s.Let(s.Call("sin", {angle}), "sa");
  return {at.cx + c * dx - sn * dy, at.cy + sn * dx + c * dy};
}

// A displacement field.
Point Displaced(Sketch& s, const Place& at, Type real) {
  const Type vec2 = lang::VecType(2, real.scalar);
  const Val flow =
      Read(s, vec2, {"flow", "displacement", "motion"}, {"d", "uv", "mv"}, {-3.0, 3.0});
  Val scale = s.rng().Chance(0.5) ? Arg(s, real, {"t", "alpha", "time_scale"}, {0.1, 1.0})
                                  : s.Draw(real, 1);
  scale = Named(s, scale, {"amount", "k"});
  return s.rng().Chance(0.5) ? Point{at.x - flow.x() * scale, at.y - flow.y() * scale}
                             : Point{at.x + scale * flow.x(), at.y + scale * flow.y()};
}

void DrawImageWarp(Sketch& s) {
  const Type real = Precise(s);
  const Type element = s.rng().Chance(0.4) ? lang::VecType(3, real.scalar) : real;
  const std::vector<int> shape(s.dims().begin(), s.dims().end());
  const auto edge = static_cast<ImageEdge>(s.rng().Below(3));
  const lang::FuncId sample = DefineImageSample(s, element, edge, shape);
  const int image = Input(s, element, {}, OneOf(s, {"image", "src", "frame_in"}), 0.0, 1.0);
  const Place at = PlaceOf(s, real);
  static constexpr std::array kMaps = {Similar, Radial, Swirled, Displaced, Projective};
  // An arbitrary homography may map every pixel outside the image: not with a zero border.
  const size_t map_count = edge == ImageEdge::kZero ? kMaps.size() - 1 : kMaps.size();
  const Point from = kMaps[s.rng().Below(map_count)](s, at, real);
  const NamePair& names = s.rng().Choose(kSourceNames);
  const Val sx = s.Let(from[0], names[0]);
  const Val sy = s.Let(from[1], names[1]);
  Val value = s.CallHelper(sample, std::array{s.ArrayRef(image), sx, sy});
  if (s.rng().Chance(0.3)) {
    const Val old =
        Read(s, element, {"history", "prev_frame", "background"}, {"old", "bg"}, {0.0, 1.0});
    const Val blend = s.rng().Chance(0.5) ? Arg(s, real, {"blend", "opacity"}, {0.0, 1.0})
                                          : s.Draw(real, 2, Domain::kZeroToOne);
    value = s.Call("lerp", {old, Named(s, value, {"warped_px", "sampled"}), blend});
  } else if (s.rng().Chance(0.3)) {
    value = value * s.Draw(real, 1);
  }
  OutputNamed(s, value, {"warped", "dst", "output_image", "remapped"});
}

}  // namespace

Motif ImageWarpMotif() {
  return {.name = "image-warp",
          .family = Family::kFunctions,
          .weight = 1.0,
          .draw = DrawImageWarp,
          .min_dims = 2,
          .max_dims = 2,
          .theme = "graphics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
