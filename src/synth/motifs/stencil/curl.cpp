#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/fields_parts.h"

namespace warploom::synth::motifs {

namespace {

// The curl: dv/dx - du/dy, or three components in 3D.
void DrawCurl(Sketch& s) {
  Grid grid = PlainGrid(s);
  const Velocity velocity(s, grid, false);
  const Spacing spacing(s);
  const bool flat = grid.axes() == 2;
  const int out =
      grid.Result(flat ? s.real() : s.vec(3), OneOf(s, {"curl", "vorticity", "omega", "curl_out"}));
  grid.Inside([&] {
    if (flat) {
      const Val dvdx = velocity.Difference(grid, 1, 0);
      const Val dudy = velocity.Difference(grid, 0, 1);
      const Val w = spacing.Slope(dvdx - dudy);
      return grid.Store(out, s.rng().Chance(0.25) ? s.Call("abs", {w}) : w);
    }
    std::vector<Val> parts;
    static constexpr std::array<std::string_view, 3> kNames = {"cx", "cy", "cz"};
    for (int axis = 0; axis < 3; ++axis) {
      const int b = (axis + 1) % 3;
      const int c = (axis + 2) % 3;
      const Val part = Minus({velocity.Difference(grid, c, b), velocity.Difference(grid, b, c)});
      parts.push_back(s.Let(spacing.Slope(part), kNames[static_cast<size_t>(axis)]));
    }
    grid.Store(out, s.Make(s.vec(3), parts));
  });
}

}  // namespace

Motif CurlMotif() {
  return {.name = "curl",
          .family = Family::kStencil,
          .weight = 0.9,
          .draw = DrawCurl,
          .min_dims = 2,
          .max_dims = 3};
}

}  // namespace warploom::synth::motifs
