#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// row = tid // width, col = tid % width; or the flat index of a grid cell.
void DrawReshape(Sketch& s) {
  const Type element = DrawElement(s, 0.2);
  if (s.ndim() > 1) {
    const Val flat = s.FlatThread();
    const int source =
        Input(s, element, {s.thread_count()}, OneOf(s, {"buffer", "flat_values", "data", ""}));
    s.Output(Finished(s, s.At(source, {flat})), {"", "grid", "unflattened"});
    return;
  }
  const int n = s.dims()[0];
  const int width = n % 10 == 0 ? s.rng().Choose(std::array{5, 10, 20, 25})
                                : s.rng().Choose(std::array{4, 8, 16, 32});
  const int height = n / width + (n % width == 0 ? 0 : 1);
  const int image =
      Input(s, element, {height, width}, OneOf(s, {"image", "grid", "heightmap", "tiles", "m"}));
  const Val w = Extent(s, image, 1, OneOf(s, {"width", "cols", "nx"}));
  const bool by_hand = s.rng().Chance(0.4);
  const Val row = s.Let(s.rng().Chance(0.8) ? FloorDiv(s.Thread(0), w) : s.Thread(0) / w,
                        {"row", "y", "i", "iy"});
  Val col = by_hand ? s.Thread(0) - row * w : s.Thread(0) % w;
  col = Known(s.Let(col, {"col", "x", "j", "ix"}), 0.0, width - 1.0);
  const Val value = s.At(image, {row, col});
  if (s.rng().Chance(0.4)) {
    const Val u = s.Let((s.Convert(col, s.real()) + 0.5) / s.Real(width), "u");
    s.Output(value * u + s.Draw(element, 1));
  } else {
    s.Output(Finished(s, value));
  }
}

}  // namespace

Motif ReshapeMotif() {
  return {.name = "reshape", .family = Family::kArrays, .weight = 1.0, .draw = DrawReshape};
}

}  // namespace warploom::synth::motifs
