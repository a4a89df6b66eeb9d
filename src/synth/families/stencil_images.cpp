// Stencils: image filters in one and two dimensions.
#include <algorithm>
#include <array>

#include "synth/families/grid.h"
#include "synth/families/idiom_arrays.h"
#include "synth/families/stencil.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

int Image(Sketch& s, Type element) {
  return Input(s, element, {}, OneOf(s, {"image", "src", "img", "input_image", "pixels"}), 0.0,
               1.0);
}

std::string_view OutName(Sketch& s) {
  return OneOf(s, {"dst", "out", "filtered", "output_image", "result"});
}

// A window of pixels around the thread's own: nested loops over offsets, with a border.
class Window {
 public:
  Window(Sketch& s, int image, int radius)
      : sketch_(s), grid_(s), image_(image), radius_(radius), kind_(s.rng().Below(3)) {
    // Warp unrolls a constant range: a wide window would be pages of code.
    if ((radius > 1 && s.ndim() > 1) || s.rng().Chance(0.35)) {
      bound_ = s.SizeArg(radius, OneOf(s, {"radius", "r", "half_width", "kernel_radius"}));
    } else {
      bound_ = s.Int(radius);
    }
  }

  // True when pixels outside are left out, so that their number must be counted.
  bool skips() const { return kind_ == 0; }

  // body(pixel, offsets) for every pixel of the window.
  void Each(const std::function<void(const Val&, std::span<const Val>)>& body) {
    offsets_.clear();
    indices_.clear();
    Loop(0, body);
  }

 private:
  void Loop(int axis, const std::function<void(const Val&, std::span<const Val>)>& body) {
    Sketch& s = sketch_;
    static constexpr std::array<std::string_view, 2> kOffsets = {"dy", "dx"};
    static constexpr std::array<std::string_view, 2> kIndices = {"yy", "xx"};
    const auto k = static_cast<size_t>(axis);
    const auto name = s.ndim() == 1 ? std::string_view("k") : kOffsets[k];
    const bool given = std::holds_alternative<lang::VarRef>(s.module()[bound_.id].node);
    const Val start = given ? -bound_ : s.Int(-radius_);
    const Val stop = given ? bound_ + 1 : s.Int(radius_ + 1);
    s.For(name, start, stop, 0, [&](const Val& d) {
      const double last = s.dims()[k] - 1.0;
      Val index = s.Thread(axis) + d;
      if (kind_ == 1) {
        index = s.Call("clamp", {index, s.Int(0), grid_.Last(axis)});
      } else if (kind_ == 2) {
        index = radius_ <= static_cast<int>(last)
                    ? (index + grid_.Size(axis)) % grid_.Size(axis)
                    : s.Call("clamp", {index, s.Int(0), grid_.Last(axis)});
      }
      index = s.Let(index, s.ndim() == 1 ? std::string_view("j") : kIndices[k]);
      offsets_.push_back(d);
      indices_.push_back(Known(index, 0.0, last));
      if (axis + 1 < s.ndim()) {
        Loop(axis + 1, body);
      } else if (kind_ == 0) {
        Guarded(index, body);
      } else {
        body(s.At(image_, indices_), offsets_);
      }
      offsets_.pop_back();
      indices_.pop_back();
    });
  }

  void Guarded(const Val& last_index,
               const std::function<void(const Val&, std::span<const Val>)>& body) {
    Sketch& s = sketch_;
    std::vector<Val> inside;
    for (int axis = 0; axis < s.ndim(); ++axis) {
      const Val index = axis + 1 == s.ndim() ? last_index : indices_[static_cast<size_t>(axis)];
      inside.push_back(index >= 0);
      inside.push_back(index < grid_.Size(axis));
    }
    s.If(AllOf(inside), [&] { body(s.At(image_, indices_), offsets_); });
  }

  Sketch& sketch_;
  Grid grid_;
  int image_;
  int radius_;
  uint64_t kind_;
  Val bound_;
  std::vector<Val> offsets_;
  std::vector<Val> indices_;
};

// The squared distance of an offset, as a real number.
Val SquaredOffset(Sketch& s, std::span<const Val> offsets) {
  Val sum = offsets[0] * offsets[0];
  for (size_t k = 1; k < offsets.size(); ++k) {
    sum = sum + offsets[k] * offsets[k];
  }
  return s.Convert(Known(sum, 0.0, 200.0), s.real());
}

// exp(-x) for an x that is never negative.
Val Falling(Sketch& s, const Val& x) {
  return Known(s.Call("exp", {Known(-x, -8.0, 0.0)}), 0.0, 1.0);
}

}  // namespace

// The mean over a window.
void DrawBoxBlur(Sketch& s) {
  const Type element = DrawElement(s, 0.35);
  const int image = Image(s, element);
  const int radius = static_cast<int>(s.rng().Between(1, 4));
  Window window(s, image, radius);
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "total", "color_sum"}));
  const bool counts = window.skips() || s.rng().Chance(0.3);
  const bool whole = s.rng().Chance(0.5);
  Val count;
  if (counts) {
    count = whole ? s.Mutable(s.Int(0), OneOf(s, {"count", "n"}), Between(0.0, 1000.0))
                  : s.Mutable(s.Real(0.0), OneOf(s, {"count", "weight_sum", "n"}));
    s.Hide(count);
  }
  window.Each([&](const Val& pixel, std::span<const Val>) {
    s.Update(sum, BinaryOp::kAdd, pixel);
    if (counts) {
      s.Update(count, BinaryOp::kAdd, whole ? s.Int(1) : s.Real(1.0));
    }
  });
  const double cells = s.ndim() == 1 ? 2 * radius + 1 : (2 * radius + 1) * (2 * radius + 1);
  const Val divisor = !counts ? s.Real(cells)
                      : whole ? s.Convert(Known(count, 1.0, 1000.0), s.real())
                              : Known(count, 1.0, 1000.0);
  s.Output(Shown(sum) / divisor, OutName(s));
}

// Weights from an array of taps, or a Gaussian of the offset.
void DrawConvolution(Sketch& s) {
  const Type real = s.real();
  const Type element = DrawElement(s, 0.25);
  const int image = Image(s, element);
  const int radius = static_cast<int>(s.rng().Between(1, 3));
  Window window(s, image, radius);
  const bool gauss = s.rng().Chance(0.45);
  std::vector<int> shape(static_cast<size_t>(s.ndim()), 2 * radius + 1);
  const int taps =
      gauss ? -1
            : Input(s, real, shape, OneOf(s, {"taps", "kernel_w", "weights", "filter_coeffs"}), 0.0,
                    0.5);
  const Val sigma = gauss ? s.NewArg(real, 0.5, 3.0, OneOf(s, {"sigma", "sigma_s", "std"})) : Val{};
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "value"}));
  const bool normalized = gauss || s.rng().Chance(0.4);
  Val total;
  if (normalized) {
    total = Accumulator(s, real, OneOf(s, {"wsum", "weight_sum", "norm"}));
  }
  window.Each([&](const Val& pixel, std::span<const Val> offsets) {
    Val w;
    if (gauss) {
      w = Falling(s, SquaredOffset(s, offsets) / (2.0 * sigma * sigma));
    } else {
      std::vector<Val> at;
      for (const Val& offset : offsets) {
        at.push_back(Known(offset + s.Int(radius), 0.0, 2.0 * radius));
      }
      w = s.At(taps, at);
    }
    w = normalized ? s.Let(w, OneOf(s, {"w", "weight", "g"})) : w;
    s.Update(sum, BinaryOp::kAdd, pixel * w);
    if (normalized) {
      s.Update(total, BinaryOp::kAdd, w);
    }
  });
  const Val result = Shown(sum);
  s.Output(!normalized ? result
           : gauss     ? result / Known(Shown(total), 0.1, 100.0)
                       : result / s.Call("max", {Shown(total), Epsilon(s)}),
           OutName(s));
}

// The Sobel operator, or Scharr's or Prewitt's weights.
void DrawSobel(Sketch& s) {
  const Type real = s.real();
  static constexpr std::array kBorders = {Border::kClamp, Border::kReturn, Border::kGuard,
                                          Border::kHalo};
  Grid grid(s, s.rng().Choose(kBorders));
  const int image = grid.Field(real, OneOf(s, {"image", "gray", "src", "luma"}), 0.0, 1.0);
  const int out = grid.Result(real, OneOf(s, {"edges", "magnitude", "grad_mag", "dst"}));
  const double middle = s.rng().Choose(std::array{2.0, 2.0, 1.0, 10.0});
  const double side = middle == 10.0 ? 3.0 : 1.0;
  grid.Inside([&] {
    const auto weighted = [&](const Val& pixel, double w) {
      return w == 1.0 ? pixel : pixel * s.Real(w);
    };
    const auto edge = [&](int axis, int step) {
      const int other = 1 - axis;
      return weighted(grid.Corner(image, axis, step, other, -1), side) +
             weighted(grid.Beside(image, axis, step), middle) +
             weighted(grid.Corner(image, axis, step, other, 1), side);
    };
    const Val gx = s.Let(edge(1, 1) - edge(1, -1), "gx");
    const Val gy = s.Let(edge(0, 1) - edge(0, -1), "gy");
    switch (s.rng().Below(4)) {
      case 0:
        return grid.Store(out, s.Call("abs", {gx}) + s.Call("abs", {gy}));
      case 1: {
        grid.Store(grid.Result(real, OneOf(s, {"angle", "orientation", "theta_out"})),
                   s.Call("atan2", {gy, gx + Epsilon(s)}));
        break;
      }
      case 2: {
        const Val mag =
            s.Let(s.Call("sqrt", {Square(gx) + Square(gy)}), OneOf(s, {"mag", "g", "strength"}));
        const Val threshold = s.NewArg(real, 0.1, 2.0, OneOf(s, {"threshold", "edge_threshold"}));
        return grid.Store(out, s.Select(mag > threshold, s.Real(1.0), s.Real(0.0)));
      }
      default:
        break;
    }
    grid.Store(out, s.Call("sqrt", {Square(gx) + Square(gy)}));
  });
}

// Weights by distance and by likeness.
void DrawBilateral(Sketch& s) {
  const Type real = s.real();
  const Type element = DrawElement(s, 0.3);
  const int image = Image(s, element);
  const int radius = static_cast<int>(s.rng().Between(1, 4));
  const Val center = s.Let(s.Own(image), OneOf(s, {"center", "c", "c0", "ref"}));
  Window window(s, image, radius);
  const bool arguments = s.rng().Chance(0.7);
  const Val space = arguments
                        ? s.NewArg(real, 0.5, 4.0, OneOf(s, {"sigma_s", "sigma_space", "sigma_d"}))
                        : s.DrawNumber(real, 1.0, 4.0);
  const Val range =
      arguments ? s.NewArg(real, 0.1, 1.0, OneOf(s, {"sigma_r", "sigma_range", "sigma_color"}))
                : s.DrawNumber(real, 0.1, 1.0);
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "value"}));
  Val total = Accumulator(s, real, OneOf(s, {"wsum", "norm", "weight_sum"}));
  window.Each([&](const Val& pixel, std::span<const Val> offsets) {
    const Val p = s.Let(pixel, OneOf(s, {"p", "sample_val", "v"}));
    const Val d = element.is_vec() ? s.Call("length", {p - center}) : p - center;
    const Val likeness = s.Let(d / range, OneOf(s, {"dr", "diff", "t"}));
    const Val exponent =
        SquaredOffset(s, offsets) / (2.0 * space * space) + Square(likeness) * s.Real(0.5);
    const Val w = s.Let(Falling(s, exponent), OneOf(s, {"w", "weight"}));
    s.Update(sum, BinaryOp::kAdd, p * w);
    s.Update(total, BinaryOp::kAdd, w);
  });
  s.Output(Shown(sum) / Known(Shown(total), 0.1, 100.0), OutName(s));
}

// Dilation, erosion, or how far they lie apart.
void DrawMorphology(Sketch& s) {
  const Type real = s.real();
  const int image = Image(s, real);
  Window window(s, image, static_cast<int>(s.rng().Between(1, 3)));
  const bool both = s.rng().Chance(0.3);
  const bool dilates = both || s.rng().Chance(0.5);
  Val top = s.Mutable(s.Own(image), dilates ? OneOf(s, {"max_val", "hi", "highest"})
                                            : OneOf(s, {"min_val", "lo", "lowest"}));
  s.Hide(top);
  Val bottom;
  if (both) {
    bottom = s.Mutable(s.Own(image), OneOf(s, {"min_val", "lo"}));
    s.Hide(bottom);
  }
  window.Each([&](const Val& pixel, std::span<const Val>) {
    const Val v = both ? s.Let(pixel, "v") : pixel;
    s.Set(top, s.Call(dilates ? "max" : "min", {top, v}));
    if (both) {
      s.Set(bottom, s.Call("min", {bottom, v}));
    }
  });
  s.Output(both ? Shown(top) - Shown(bottom) : Shown(top),
           OneOf(s, {"dilated", "eroded", "contrast", "dst", "morph"}));
}

// A 3 x 3 filter written out: sharpening, emboss, an unsharp mask.
void DrawSharpen(Sketch& s) {
  const Type element = DrawElement(s, 0.3);
  Grid grid(s);
  const int image = grid.Field(element, OneOf(s, {"image", "src", "img"}), 0.0, 1.0);
  const int out = grid.Result(element, OneOf(s, {"sharpened", "dst", "out", "enhanced"}));
  const Val amount = s.NewArg(s.real(), 0.2, 2.0, OneOf(s, {"amount", "strength", "gain"}));
  grid.Inside(
      [&] {
        const Val center = s.Let(grid.Here(image), OneOf(s, {"c", "center", "p"}));
        Val value;
        if (s.rng().Chance(0.5)) {
          const Val blurred =
              s.Let(grid.NeighborSum(image) * s.Real(0.25), OneOf(s, {"blurred", "avg", "low"}));
          value = center + (center - blurred) * amount;
        } else {
          value = center * (1.0 + 4.0 * amount) - grid.NeighborSum(image) * amount;
        }
        if (element.is_float() && s.rng().Chance(0.6)) {
          value = s.Call("clamp", {value, s.Real(0.0), s.Real(1.0)});
        }
        grid.Store(out, value);
      },
      s.rng().Chance(0.5) ? std::function<void()>() : [&] { grid.Store(out, grid.Here(image)); });
}

// The middle of three, along a row; in two dimensions, of rows or of the cross.
void DrawMedian(Sketch& s) {
  const Type real = s.real();
  const std::array params = {Sketch::Param{"a", real, Between(-10.0, 10.0)},
                             Sketch::Param{"b", real, Between(-10.0, 10.0)},
                             Sketch::Param{"c", real, Between(-10.0, 10.0)}};
  const lang::FuncId median = s.DefineHelper(
      OneOf(s, {"median3", "mid3", "median_of_three"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        if (s.rng().Chance(0.5)) {
          const Val lo = s.Let(s.Call("min", {p[0], p[1]}), "lo");
          const Val hi = s.Let(s.Call("max", {p[0], p[1]}), "hi");
          return {s.Call("max", {lo, s.Call("min", {hi, p[2]})})};
        }
        return {p[0] + p[1] + p[2] - s.Call("min", {p[0], s.Call("min", {p[1], p[2]})}) -
                s.Call("max", {p[0], s.Call("max", {p[1], p[2]})})};
      });
  Grid grid(s);
  const int signal = grid.Field(real, OneOf(s, {"signal", "src", "depth", "noisy"}));
  const int out = grid.Result(real, OneOf(s, {"cleaned", "dst", "denoised", "filtered"}));
  const bool both = grid.axes() == 2 && s.rng().Chance(0.6);
  grid.Inside([&] {
    const auto along = [&](int axis) {
      return s.CallHelper(median, std::array{grid.Beside(signal, axis, -1), grid.Here(signal),
                                             grid.Beside(signal, axis, 1)});
    };
    if (!both) {
      return grid.Store(out, along(grid.axes() - 1));
    }
    const Val rows = s.Let(along(1), OneOf(s, {"mh", "m_row", "horizontal"}));
    const Val columns = s.Let(along(0), OneOf(s, {"mv", "m_col", "vertical"}));
    grid.Store(out, s.rng().Chance(0.5)
                        ? s.CallHelper(median, std::array{rows, columns, grid.Here(signal)})
                        : s.Real(0.5) * (rows + columns));
  });
}

// A coarse field read from a fine grid: nearest or linear.
void DrawUpsample(Sketch& s) {
  const Type real = s.real();
  const Type element = DrawElement(s, 0.25);
  const int factor = s.rng().Choose(std::array{2, 2, 4});
  std::vector<int> shape;
  for (const int dim : s.dims()) {
    shape.push_back(dim / factor + 2);
  }
  const int coarse = Input(s, element, shape, OneOf(s, {"coarse", "low_res", "src", "e_coarse"}));
  const bool nearest = s.rng().Chance(0.35);
  static constexpr std::array<std::array<std::string_view, 2>, 2> kCells = {
      {{"ci", "fi"}, {"cj", "fj"}}};
  std::array<Val, 2> cell;
  std::array<Val, 2> t;
  for (size_t axis = 0; axis < static_cast<size_t>(s.ndim()); ++axis) {
    const Val own = s.Thread(static_cast<int>(axis));
    cell[axis] = s.Let(s.rng().Chance(0.7) ? FloorDiv(own, s.Int(factor)) : own / s.Int(factor),
                       kCells[axis][0]);
    if (!nearest) {
      const Val rest = own % s.Int(factor);
      t[axis] = Known(s.Let(s.Convert(rest, real) / s.Real(factor), kCells[axis][1]), 0.0, 1.0);
    }
  }
  const auto at = [&](int a, int b) {
    const Val i = a == 0 ? cell[0] : cell[0] + a;
    return s.ndim() == 1 ? s.At(coarse, {i}) : s.At(coarse, {i, b == 0 ? cell[1] : cell[1] + b});
  };
  const auto name = OneOf(s, {"fine", "upsampled", "high_res", "dst"});
  const auto corrected = [&](const Val& v) {
    return s.rng().Chance(0.3) ? s.Own(s.InputArray(element)) + v : v;
  };
  if (nearest) {
    return s.Output(corrected(at(0, 0)), name);
  }
  if (s.ndim() == 1) {
    return s.Output(corrected(s.Call("lerp", {at(0, 0), at(1, 0), t[0]})), name);
  }
  const Val a = s.Let(s.Call("lerp", {at(0, 0), at(0, 1), t[1]}), OneOf(s, {"a", "top", "v0"}));
  const Val b = s.Let(s.Call("lerp", {at(1, 0), at(1, 1), t[1]}), OneOf(s, {"b", "bottom", "v1"}));
  s.Output(corrected(s.Call("lerp", {a, b, t[0]})), name);
}

}  // namespace warploom::synth
