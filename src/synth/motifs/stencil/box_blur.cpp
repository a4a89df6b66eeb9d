#include <span>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/images_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A box blur: the mean over a window.
void DrawBoxBlur(Sketch& s) {
  const Type element = DrawElement(s, 0.35);
  const int image = Image(s, element);
  const int radius = static_cast<int>(s.rng().Integer(1, 4));
  Window window(s, image, radius);
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "total", "color_sum"}));
  const bool counts = window.skips() || s.rng().Chance(0.3);
  const bool whole = s.rng().Chance(0.5);
  Val count;
  if (counts) {
    count = whole ? s.Mutable(s.Int(0), {"count", "n"}, Between(0.0, 1000.0))
                  : s.Mutable(s.Real(0.0), {"count", "weight_sum", "n"});
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

}  // namespace

Motif BoxBlurMotif() {
  return {.name = "box-blur",
          .family = Family::kStencil,
          .weight = 1.2,
          .draw = DrawBoxBlur,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
