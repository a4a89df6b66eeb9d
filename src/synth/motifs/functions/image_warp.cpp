// An image resampled through a map of the plane: a helper that reads between pixels, with a border
// mode; where each pixel comes from.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::kInt;
using lang::Type;

// The image as a helper's parameter, its size in locals.
struct Texture {
  int array;
  Val width, height;
};

using NamePair = std::array<std::string_view, 2>;  // Across and down.
constexpr std::array<NamePair, 2> kSizeNames = {{{"w", "h"}, {"cols", "rows"}}};
constexpr std::array<NamePair, 3> kPixelNames = {{{"x_pix", "y_pix"}, {"px", "py"}, {"xf", "yf"}}};
constexpr std::array<NamePair, 3> kSourceNames = {{{"sx", "sy"}, {"src_x", "src_y"}, {"xs", "ys"}}};

Texture AsTexture(Sketch& s, const Val& param, const std::vector<int>& shape) {
  const int array = s.AsArray(param, shape, Between(0.0, 1.0));
  const NamePair& names = s.rng().Choose(kSizeNames);
  const Val height = s.Let(ShapeOf(s, array, 0), names[1]);
  return {array, s.Let(ShapeOf(s, array, 1), names[0]), height};
}

enum class Edge : uint8_t { kClamp, kZero, kMirror };

// def sample(img, x, y): the four pixels around (x, y), weighted.
lang::FuncId DefineSample(Sketch& s, Type element, Edge edge, const std::vector<int>& shape) {
  const Type real = lang::ScalarType(element.scalar);
  const ValueRange reach = Between(-1e4, 1e4);
  const std::array params = {
      Sketch::Param{OneOf(s, {"img", "tex", "image_in"}), lang::ArrayOf(element, 2), {}},
      Sketch::Param{"x", real, reach}, Sketch::Param{"y", real, reach}};
  const bool lerps = s.rng().Chance(0.5);
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"sample_bilinear", "bilinear", "tex2d", "sample_image"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Texture tex = AsTexture(s, p[0], shape);
        const std::array<Val, 2> sizes = {tex.width, tex.height};
        std::array<Val, 2> most;
        for (size_t k = 0; k < 2; ++k) {
          most[k] = s.Let(s.Convert(sizes[k] - 1, real), k == 0 ? "x_max" : "y_max");
        }
        if (edge == Edge::kZero) {
          s.ReturnIf(p[1] < 0.0 || p[2] < 0.0 || p[1] > most[0] || p[2] > most[1],
                     {Zero(s, element)});
        }
        std::array<Val, 2> low;
        std::array<Val, 2> high;
        std::array<Val, 2> t;
        for (size_t k = 0; k < 2; ++k) {
          const bool across = k == 0;
          Val at = p[k + 1];
          if (edge == Edge::kMirror) {
            at = s.Let(most[k] - s.Call("abs", {most[k] - s.Call("abs", {at})}),
                       across ? "mx" : "my");
          }
          if (edge != Edge::kZero) {
            at = s.Let(s.Call("clamp", {at, s.Real(0.0, real), most[k]}), across ? "cx" : "cy");
          }
          const double last = shape[across ? 1 : 0] - 1.0;
          const Val base = s.Convert(Known(at, 0.0, last), kInt);
          low[k] = s.Let(base, across ? "x0" : "y0");
          high[k] = Known(s.Let(s.Call("min", {low[k] + 1, sizes[k] - 1}), across ? "x1" : "y1"),
                          0.0, last);
          t[k] = Known(s.Let(at - s.Convert(low[k], real), across ? "fx" : "fy"), 0.0, 1.0);
        }
        const auto pixel = [&](size_t row, size_t column) {
          return s.At(tex.array, {row == 0 ? low[1] : high[1], column == 0 ? low[0] : high[0]});
        };
        Val result;
        if (lerps) {
          const Val top = s.Let(s.Call("lerp", {pixel(0, 0), pixel(0, 1), t[0]}), "top");
          const Val bottom = s.Let(s.Call("lerp", {pixel(1, 0), pixel(1, 1), t[0]}), "bottom");
          result = s.Call("lerp", {top, bottom, t[1]});
        } else {
          result = pixel(0, 0) * ((1.0 - t[0]) * (1.0 - t[1])) +
                   pixel(0, 1) * (t[0] * (1.0 - t[1])) + pixel(1, 0) * ((1.0 - t[0]) * t[1]) +
                   pixel(1, 1) * (t[0] * t[1]);
        }
        return {Known(result, 0.0, 1.0)};
      });
  s.Hide(helper);
  return helper;
}

// Where this thread's pixel lies: across and down, from the middle of the image.
struct Place {
  Val x, y;    // In pixels.
  Val cx, cy;  // The middle.
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

// Turned and scaled about the middle.
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

// A lens by its coefficients: fields of a struct, or arguments.
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

// Bent by a lens: further out by the radius.
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

// Through a homography.
Point Projective(Sketch& s, const Place& at, Type real) {
  const Type mat = lang::MatType(3, 3, real.scalar);
  const Val h = Arg(s, mat, {"H", "homography", "warp_mat"}, {-1.0, 1.0});
  const Type vec = lang::VecType(3, real.scalar);
  const Val q = Named(s, h * s.Make(vec, {at.x, at.y, s.Real(1.0, real)}), {"q", "ph"});
  const Val w = s.Let(s.Select(s.Call("abs", {q.z()}) < 0.001, s.Real(0.001, real), q.z()), "wz");
  const Val safe = Known(w, 0.001, 1e3);
  return {q.x() / safe, q.y() / safe};
}

// Swirled, or in waves.
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

// Moved by a field of displacements.
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
  const auto edge = static_cast<Edge>(s.rng().Below(3));
  const lang::FuncId sample = DefineSample(s, element, edge, shape);
  const int image = Input(s, element, {}, OneOf(s, {"image", "src", "frame_in"}), 0.0, 1.0);
  const Place at = PlaceOf(s, real);
  Point from;
  // A homography that is not known may leave the image everywhere.
  switch (s.rng().Below(edge == Edge::kZero ? 4 : 5)) {
    case 0:
      from = Similar(s, at, real);
      break;
    case 1:
      from = Radial(s, at, real);
      break;
    case 2:
      from = Swirled(s, at, real);
      break;
    case 3:
      from = Displaced(s, at, real);
      break;
    default:
      from = Projective(s, at, real);
      break;
  }
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
