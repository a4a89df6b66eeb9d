// Statements nested freely: branches, loops, lookups, flags and atomics in any combination.
#include "synth/kit/free_code.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawUpdateEntries(Sketch& s) {
  FreeCode code(s);
  code.NameValues();
  const auto statements = s.rng().Integer(1, 3);
  const int depth = s.rng().Chance(0.3) ? 3 : 2;
  code.Statements(depth, statements);
  code.Finish();
}

// Branches alone, as short kernels have them.
void DrawSelectEntries(Sketch& s) {
  FreeCode code(s);
  code.NameValues();
  code.Statements(1, s.rng().Integer(1, 2));
  code.Finish();
}

}  // namespace

Motif UpdateEntriesMotif() {
  return {
      .name = "update-entries", .family = Family::kMixed, .weight = 1.0, .draw = DrawUpdateEntries};
}

Motif SelectEntriesMotif() {
  return {
      .name = "select-entries", .family = Family::kMixed, .weight = 1.0, .draw = DrawSelectEntries};
}

}  // namespace warploom::synth::motifs
