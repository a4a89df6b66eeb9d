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

// A bilateral filter: weights by distance and by similarity.
void DrawBilateral(Sketch& s) {
  const Type real = s.real();
  const Type element = DrawElement(s, 0.3);
  const int image = Image(s, element);
  const int radius = static_cast<int>(s.rng().Integer(1, 4));
  const Val center = s.Let(s.ThreadElement(image), {"center", "c", "c0", "ref"});
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
    const Val p = s.Let(pixel, {"p", "sample_val", "v"});
    const Val d = element.is_vec() ? s.Call("length", {p - center}) : p - center;
    const Val likeness = s.Let(d / range, {"dr", "diff", "t"});
    const Val exponent =
        SquaredOffset(s, offsets) / (2.0 * space * space) + Square(likeness) * s.Real(0.5);
    const Val w = s.Let(Falling(s, exponent), {"w", "weight"});
    s.Update(sum, BinaryOp::kAdd, p * w);
    s.Update(total, BinaryOp::kAdd, w);
  });
  s.Output(Over({Shown(sum), Known(Shown(total), 0.1, 100.0)}), OutName(s));
}

}  // namespace

Motif BilateralMotif() {
  return {.name = "bilateral",
          .family = Family::kStencil,
          .weight = 0.9,
          .draw = DrawBilateral,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
