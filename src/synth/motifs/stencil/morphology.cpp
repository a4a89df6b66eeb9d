#include <span>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/stencil/images_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Dilation, erosion, or the difference between them.
void DrawMorphology(Sketch& s) {
  const Type real = s.real();
  const int image = Image(s, real);
  Window window(s, image, static_cast<int>(s.rng().Integer(1, 3)));
  const bool both = s.rng().Chance(0.3);
  const bool dilates = both || s.rng().Chance(0.5);
  Val top = s.Mutable(s.ThreadElement(image), dilates ? OneOf(s, {"max_val", "hi", "highest"})
                                                      : OneOf(s, {"min_val", "lo", "lowest"}));
  s.Hide(top);
  Val bottom;
  if (both) {
    bottom = s.Mutable(s.ThreadElement(image), {"min_val", "lo"});
    s.Hide(bottom);
  }
  window.Each([&](const Val& pixel, std::span<const Val>) {
    const Val v = both ? s.Let(pixel, "v") : pixel;
    s.Set(top, s.Call(dilates ? "max" : "min", {top, v}));
    if (both) {
      s.Set(bottom, s.Call("min", {bottom, v}));
    }
  });
  s.Output(both ? Minus({Shown(top), Shown(bottom)}) : Shown(top),
           {"dilated", "eroded", "contrast", "dst", "morph"});
}

}  // namespace

Motif MorphologyMotif() {
  return {.name = "morphology",
          .family = Family::kStencil,
          .weight = 0.9,
          .draw = DrawMorphology,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
