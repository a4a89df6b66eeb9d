#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/fields_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The normal of a height field.
void DrawHeightNormal(Sketch& s) {
  Grid grid = PlainGrid(s);
  const Type real = s.real();
  const int height = grid.Field(real, OneOf(s, {"heights", "heightmap", "terrain", "z"}), 0.0, 2.0);
  const int out = grid.Result(s.vec(3), OneOf(s, {"normals", "normal_map", "n_out"}));
  const Val scale =
      s.rng().Chance(0.6)
          ? s.NewArg(real, 0.2, 4.0, OneOf(s, {"cell_size", "spacing", "height_scale"}))
          : s.DrawNumber(real, 0.5, 2.0);
  grid.Inside([&] {
    const Val dx = s.Let(grid.Difference(height, 0), {"dhdx", "hx", "dzdx"});
    const Val dy = s.Let(grid.Difference(height, 1), {"dhdy", "hy", "dzdy"});
    const bool up_y = s.rng().Chance(0.5);
    const Val n = s.Let(s.Make(s.vec(3), up_y ? std::array{-dx, 2.0 * scale, -dy}
                                              : std::array{-dx, -dy, 2.0 * scale}),
                        {"n", "normal"});
    if (s.rng().Chance(0.35)) {
      const Val light =
          s.NewArg(s.vec(3), -1.0, 1.0, OneOf(s, {"light_dir", "sun_dir"}), lang::Fill::kUnit);
      const Val shade =
          s.Call("max", {s.Call("dot", {s.Call("normalize", {n}), light}), s.Real(0.0)});
      grid.Store(grid.Result(real, OneOf(s, {"shade", "hillshade", "lit"})), shade);
      if (s.rng().Chance(0.5)) {
        return;
      }
    }
    grid.Store(out, s.Call("normalize", {n}));
  });
}

}  // namespace

Motif HeightNormalMotif() {
  return {.name = "height-normal",
          .family = Family::kStencil,
          .weight = 0.7,
          .draw = DrawHeightNormal,
          .min_dims = 2,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs
