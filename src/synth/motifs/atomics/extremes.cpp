#include "synth/motifs/atomics/atomics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Maximum and minimum over all threads, of a whole array or per row.
void DrawExtremes(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? lang::kFloat : lang::kInt;
  const Val x = s.Let(type.is_int() ? s.DrawInput(type) : s.Draw(type, 2));
  const bool by_row = s.ndim() > 1 && s.rng().Chance(0.6);
  const int size = by_row ? s.dims()[0] : 1;
  const Val slot = by_row ? s.Thread(0) : s.Int(0);
  const Val value = x.range.from_input ? x : s.DrawInput(type);
  const bool both = s.rng().Chance(0.5);
  if (both || s.rng().Chance(0.5)) {
    Atomic(s, "atomic_max", AtomicArray(s, type, size, "max_value"), slot, value);
  }
  if (both) {
    Atomic(s, "atomic_min", AtomicArray(s, type, size, "min_value"), slot, value);
  }
}

}  // namespace

Motif ExtremesMotif() {
  return {.name = "extremes", .family = Family::kAtomics, .weight = 1.0, .draw = DrawExtremes};
}

}  // namespace warploom::synth::motifs
