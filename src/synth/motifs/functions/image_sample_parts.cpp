#include "synth/motifs/functions/image_sample_parts.h"

#include <array>
#include <span>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

// An image that is a parameter of the helper, with its last valid coordinates.
struct ImageParam {
  Type real;
  int array;
  std::array<Val, 2> sizes;  // Width and height...
  std::array<Val, 2> last;   // ...less one, as numbers of type `real`.
};

ImageParam AsImage(Sketch& s, const Val& param, Type real, const std::vector<int>& shape) {
  using NamePair = std::array<std::string_view, 2>;
  static constexpr std::array<NamePair, 2> kSizeNames = {{{"w", "h"}, {"cols", "rows"}}};
  ImageParam image;
  image.real = real;
  image.array = s.AsArray(param, shape, Between(0.0, 1.0));
  const NamePair& names = s.rng().Choose(kSizeNames);
  image.sizes[1] = s.Let(ShapeOf(s, image.array, 0), names[1]);
  image.sizes[0] = s.Let(ShapeOf(s, image.array, 1), names[0]);
  for (size_t k = 0; k < 2; ++k) {
    image.last[k] = s.Let(s.Convert(image.sizes[k] - 1, real), k == 0 ? "x_max" : "y_max");
  }
  return image;
}

// The two pixels around a coordinate, and the weight of the second one.
struct Neighbors {
  Val low, high, t;
};

// `k` is 0 for x, 1 for y; `extent` is the image's size along it.
Neighbors NeighborsAlong(Sketch& s, const ImageParam& image, ImageEdge edge, size_t k,
                         const Val& coordinate, int extent) {
  const bool across = k == 0;
  Val at = coordinate;
  if (edge == ImageEdge::kMirror) {
    at = s.Let(image.last[k] - s.Call("abs", {image.last[k] - s.Call("abs", {at})}),
               across ? "mx" : "my");
  }
  if (edge != ImageEdge::kZero) {
    at = s.Let(s.Call("clamp", {at, s.Real(0.0, image.real), image.last[k]}), across ? "cx" : "cy");
  }
  const double last = extent - 1.0;
  const Val base = s.Convert(Known(at, 0.0, last), lang::kInt);
  Neighbors n;
  n.low = s.Let(base, across ? "x0" : "y0");
  n.high =
      Known(s.Let(s.Call("min", {n.low + 1, image.sizes[k] - 1}), across ? "x1" : "y1"), 0.0, last);
  n.t = Known(s.Let(at - s.Convert(n.low, image.real), across ? "fx" : "fy"), 0.0, 1.0);
  return n;
}

// Interpolates with wp.lerp or with the four weights written out.
Val Bilinear(Sketch& s, const ImageParam& image, const Neighbors& x, const Neighbors& y,
             bool lerps) {
  const auto pixel = [&](size_t row, size_t column) {
    return s.At(image.array, {row == 0 ? y.low : y.high, column == 0 ? x.low : x.high});
  };
  if (lerps) {
    const Val top = s.Let(s.Call("lerp", {pixel(0, 0), pixel(0, 1), x.t}), "top");
    const Val bottom = s.Let(s.Call("lerp", {pixel(1, 0), pixel(1, 1), x.t}), "bottom");
    return s.Call("lerp", {top, bottom, y.t});
  }
  return pixel(0, 0) * ((1.0 - x.t) * (1.0 - y.t)) + pixel(0, 1) * (x.t * (1.0 - y.t)) +
         pixel(1, 0) * ((1.0 - x.t) * y.t) + pixel(1, 1) * (x.t * y.t);
}

}  // namespace

lang::FuncId DefineImageSample(Sketch& s, Type element, ImageEdge edge,
                               const std::vector<int>& shape) {
  const Type real = lang::ScalarType(element.scalar);
  const ValueRange reach = Between(-1e4, 1e4);
  const std::array params = {
      Sketch::Param{OneOf(s, {"img", "tex", "image_in"}), lang::ArrayOf(element, 2), {}},
      Sketch::Param{"x", real, reach}, Sketch::Param{"y", real, reach}};
  const bool lerps = s.rng().Chance(0.5);
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"sample_bilinear", "bilinear", "tex2d", "sample_image"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const ImageParam image = AsImage(s, p[0], real, shape);
        if (edge == ImageEdge::kZero) {
          s.ReturnIf(p[1] < 0.0 || p[2] < 0.0 || p[1] > image.last[0] || p[2] > image.last[1],
                     {Zero(s, element)});
        }
        const Neighbors x = NeighborsAlong(s, image, edge, 0, p[1], shape[1]);
        const Neighbors y = NeighborsAlong(s, image, edge, 1, p[2], shape[0]);
        return {Known(Bilinear(s, image, x, y, lerps), 0.0, 1.0)};
      });
  s.Hide(helper);
  return helper;
}

}  // namespace warploom::synth::motifs
