#include <span>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/images_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A convolution whose weights are an array of taps or a Gaussian of the offset.
void DrawConvolution(Sketch& s) {
  const Type real = s.real();
  const Type element = DrawElement(s, 0.25);
  const int image = Image(s, element);
  const int radius = static_cast<int>(s.rng().Integer(1, 3));
  Window window(s, image, radius);
  const bool gauss = s.rng().Chance(0.45);
  std::vector<int> shape(static_cast<size_t>(s.ndim()), 2 * radius + 1);
  const int taps =
      gauss ? -1
            : Input(s, real, shape, OneOf(s, {"taps", "kernel_w", "weights", "filter_coeffs"}), 0.0,
                    0.5);
  const Val sigma = gauss ? s.NewArg(real, 0.5, 3.0, OneOf(s, {"sigma", "sigma_s", "std"})) : Val{};
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "sum", "value"}));
  const bool normalized = gauss || s.rng().Chance(0.4);
  Val total;
  if (normalized) {
    total = Accumulator(s, real, OneOf(s, {"wsum", "weight_sum", "norm"}));
  }
  window.Each([&](const Val& pixel, std::span<const Val> offsets) {
    Val w;
    if (gauss) {
      w = Falling(s, SquaredOffset(s, offsets) / (2.0 * sigma * sigma));
    } else {
      std::vector<Val> at;
      for (const Val& offset : offsets) {
        at.push_back(Known(offset + s.Int(radius), 0.0, 2.0 * radius));
      }
      w = s.At(taps, at);
    }
    w = normalized ? s.Let(w, {"w", "weight", "g"}) : w;
    s.Update(sum, BinaryOp::kAdd, pixel * w);
    if (normalized) {
      s.Update(total, BinaryOp::kAdd, w);
    }
  });
  const Val result = Shown(sum);
  const Val out = !normalized ? result
                  : gauss     ? result / Known(Shown(total), 0.1, 100.0)
                              : result / s.Call("max", {Shown(total), Epsilon(s)});
  s.Output(out, OutName(s));
}

}  // namespace

Motif ConvolutionMotif() {
  return {.name = "convolution",
          .family = Family::kStencil,
          .weight = 1.2,
          .draw = DrawConvolution,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
