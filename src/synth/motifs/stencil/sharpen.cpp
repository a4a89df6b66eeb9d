#include <functional>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A 3 x 3 filter written out: sharpening, emboss, an unsharp mask.
void DrawSharpen(Sketch& s) {
  const Type element = DrawElement(s, 0.3);
  Grid grid(s);
  const int image = grid.Field(element, OneOf(s, {"image", "src", "img"}), 0.0, 1.0);
  const int out = grid.Result(element, OneOf(s, {"sharpened", "dst", "out", "enhanced"}));
  const Val amount = s.NewArg(s.real(), 0.2, 2.0, OneOf(s, {"amount", "strength", "gain"}));
  grid.Inside(
      [&] {
        const Val center = s.Let(grid.Here(image), {"c", "center", "p"});
        Val value;
        if (s.rng().Chance(0.5)) {
          const Val blurred =
              s.Let(grid.NeighborSum(image) * s.Real(0.25), {"blurred", "avg", "low"});
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

}  // namespace

Motif SharpenMotif() {
  return {.name = "sharpen",
          .family = Family::kStencil,
          .weight = 0.8,
          .draw = DrawSharpen,
          .min_dims = 2,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
