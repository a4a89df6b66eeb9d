#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/fields_parts.h"

namespace warploom::synth::motifs {

namespace {

// Subtracts the pressure gradient from the velocity.
void DrawProjection(Sketch& s) {
  Grid grid = PlainGrid(s);
  const int p = grid.Field(s.real(), OneOf(s, {"p", "pressure"}));
  const Velocity velocity(s, grid, true);
  const Spacing spacing(s);
  grid.Inside([&] {
    std::vector<Val> parts;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const Val slope = spacing.Slope(grid.Difference(p, axis));
      if (velocity.vecs >= 0) {
        parts.push_back(s.Let(slope, kG[static_cast<size_t>(axis)]));
      } else {
        const int part = velocity.parts[static_cast<size_t>(axis)];
        grid.Store(part, grid.Here(part) - slope);
      }
    }
    if (velocity.vecs >= 0) {
      const Val gradient = s.Make(s.vec(grid.axes()), parts);
      grid.Store(velocity.vecs, grid.Here(velocity.vecs) - gradient);
    }
  });
}

}  // namespace

Motif ProjectionMotif() {
  return {.name = "projection",
          .family = Family::kStencil,
          .weight = 0.9,
          .draw = DrawProjection,
          .min_dims = 2,
          .max_dims = 3};
}

}  // namespace warploom::synth::motifs
