#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/fields_parts.h"

namespace warploom::synth::motifs {

namespace {

// The gradient by central differences, as a vec or its length.
void DrawGradient(Sketch& s) {
  Grid grid = PlainGrid(s);
  const int field = grid.Field(s.real(), OneOf(s, {"phi", "sdf", "density", "p", "f", "height"}));
  const bool length = s.rng().Chance(0.3);
  const int out = grid.Result(length ? s.real() : s.vec(grid.axes()),
                              length ? OneOf(s, {"grad_mag", "slope", "magnitude"})
                                     : OneOf(s, {"grad", "gradient", "normals", "grad_phi"}));
  const Spacing spacing(s);
  grid.Inside([&] {
    std::vector<Val> parts;
    for (int axis = 0; axis < grid.axes(); ++axis) {
      parts.push_back(
          s.Let(spacing.Slope(grid.Difference(field, axis)), kG[static_cast<size_t>(axis)]));
    }
    if (length && s.rng().Chance(0.5)) {
      Val sum = Square(parts[0]);
      for (size_t k = 1; k < parts.size(); ++k) {
        sum = sum + Square(parts[k]);
      }
      return grid.Store(out, s.Call("sqrt", {sum}));
    }
    const Val vec = s.Make(s.vec(grid.axes()), parts);
    grid.Store(out, length                ? s.Call("length", {vec})
                    : s.rng().Chance(0.3) ? s.Call("normalize", {vec})
                                          : vec);
  });
}

}  // namespace

Motif GradientMotif() {
  return {.name = "gradient",
          .family = Family::kStencil,
          .weight = 1.2,
          .draw = DrawGradient,
          .min_dims = 2,
          .max_dims = 3};
}

}  // namespace warploom::synth::motifs
