#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/stencil_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Smoothing of a scalar or vector field: the mean of the neighbors, or a blend with it.
void DrawSmoothing(Sketch& s) {
  Grid grid(s);
  const Type element = DrawElement(s, 0.6);
  const int field = grid.Field(element, OneOf(s, {"", "v", "x", "normals"}));
  const int out = grid.Result(element, OneOf(s, {"smoothed", "v_out", "x_new", "filtered"}));
  grid.Inside([&] {
    const Val mean =
        s.Let(grid.NeighborSum(field) / s.Real(2.0 * grid.axes()), {"avg", "mean", "m"});
    const Val weight = FieldCoefficient(s, 0.1, 0.9, {"weight", "lam", "blend"});
    grid.Store(out, s.rng().Chance(0.5)
                        ? s.Call("lerp", {grid.Here(field), mean, Known(weight, 0.1, 0.9)})
                        : Plus({grid.Here(field), (mean - grid.Here(field)) * weight}));
  });
}

}  // namespace

Motif SmoothingMotif() {
  return {.name = "smoothing", .family = Family::kStencil, .weight = 1.0, .draw = DrawSmoothing};
}

}  // namespace warploom::synth::motifs
