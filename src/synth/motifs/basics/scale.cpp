// Multiplies an array by a factor, in place or into another array.
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/motifs/basics/basics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawScale(Sketch& s) {
  const Type type = DrawLinearType(s);
  const Type scalar = lang::ScalarType(type.scalar);
  const Val factor = Coefficient(s, scalar, {"scale", "alpha", "s", "factor", "gain"});
  if (s.rng().Chance(0.5)) {
    const Val value = s.ThreadElement(InputNamed(s, type, {"x", "src", "values", "a", "v"}));
    return s.Output(s.rng().Chance(0.7) ? value * factor : value / factor,
                    {"out", "dst", "scaled", "y", ""});
  }
  const int x = InPlace(s, type, {}, OneOf(s, {"x", "values", "v", "weights", "field", ""}));
  s.StoreThreadElement(x, s.ThreadElement(x) * factor);
}

}  // namespace

Motif ScaleMotif() {
  return {.name = "scale", .family = Family::kBasics, .weight = 0.9, .draw = DrawScale};
}

}  // namespace warploom::synth::motifs
