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

constexpr std::array<std::string_view, 3> kD = {"dx", "dy", "dz"};

void DrawDivergence(Sketch& s) {
  Grid grid = PlainGrid(s);
  const Velocity velocity(s, grid, false);
  const int out = grid.Result(s.real(), OneOf(s, {"div", "divergence", "div_out", "rhs"}));
  const Spacing spacing(s);
  grid.Inside([&] {
    std::vector<Val> parts;
    const bool named = s.rng().Chance(0.6);
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const Val d = velocity.Difference(grid, axis, axis);
      parts.push_back(named ? s.Let(d, kD[static_cast<size_t>(axis)]) : d);
    }
    Val sum = parts[0];
    for (size_t k = 1; k < parts.size(); ++k) {
      sum = sum + parts[k];
    }
    const Val value = spacing.Slope(sum);
    grid.Store(out, s.rng().Chance(0.25) ? -value : value);
  });
}

}  // namespace

Motif DivergenceMotif() {
  return {.name = "divergence",
          .family = Family::kStencil,
          .weight = 1.2,
          .draw = DrawDivergence,
          .min_dims = 2,
          .max_dims = 3};
}

}  // namespace warploom::synth::motifs
