#include <array>

#include "synth/motifs/atomics/atomics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// slot = atomic_add(count, 0, 1): keeps the elements that pass a test, in any order.
void DrawCompaction(Sketch& s) {
  const Type real = s.real();
  const Val x = s.Let(s.ThreadElement(s.InputArray(real)));
  const int capacity = s.thread_count();
  const int counter = AtomicArray(s, lang::kInt, 1, "count");
  ArraySpec spec;
  spec.element = real;
  spec.shape = {capacity};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  spec.name = s.rng().Chance(0.5) ? "compact" : "selected";
  const int out = s.NewArray(spec);
  s.If(x > s.DrawThreshold(x), [&] {
    Val slot = s.Call("atomic_add", {s.ArrayRef(counter), s.Int(0), s.Int(1)});
    slot = s.Let(slot, "slot");
    // Each thread takes at most one slot, so the counter stays below the capacity.
    slot.range = Between(0.0, capacity - 1.0);
    slot.range.from_input = true;
    s.StoreAt(out, std::array{slot}, s.rng().Chance(0.5) ? x : s.Draw(real, 1));
  });
}

}  // namespace

Motif CompactionMotif() {
  return {.name = "compaction", .family = Family::kAtomics, .weight = 1.0, .draw = DrawCompaction};
}

}  // namespace warploom::synth::motifs
