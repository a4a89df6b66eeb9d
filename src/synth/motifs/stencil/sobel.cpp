#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Edge detection with the weights of Sobel, Scharr or Prewitt.
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
      return Plus({Plus({weighted(grid.Corner(image, axis, step, other, -1), side),
                         weighted(grid.Beside(image, axis, step), middle)}),
                   weighted(grid.Corner(image, axis, step, other, 1), side)});
    };
    const Val gx = s.Let(Minus({edge(1, 1), edge(1, -1)}), "gx");
    const Val gy = s.Let(Minus({edge(0, 1), edge(0, -1)}), "gy");
    switch (s.rng().Below(4)) {
      case 0:
        return grid.Store(out, s.Call("abs", {gx}) + s.Call("abs", {gy}));
      case 1: {
        const int angles = grid.Result(real, OneOf(s, {"angle", "orientation", "theta_out"}));
        grid.Store(angles, s.Call("atan2", {gy, gx + Epsilon(s)}));
        break;
      }
      case 2: {
        const Val mag = s.Let(s.Call("sqrt", {Square(gx) + Square(gy)}), {"mag", "g", "strength"});
        const Val threshold = s.NewArg(real, 0.1, 2.0, OneOf(s, {"threshold", "edge_threshold"}));
        return grid.Store(out, s.Select(mag > threshold, s.Real(1.0), s.Real(0.0)));
      }
      default:
        break;
    }
    grid.Store(out, s.Call("sqrt", {Square(gx) + Square(gy)}));
  });
}

}  // namespace

Motif SobelMotif() {
  return {.name = "sobel",
          .family = Family::kStencil,
          .weight = 1.0,
          .draw = DrawSobel,
          .min_dims = 2,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
