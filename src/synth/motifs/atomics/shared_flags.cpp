#include <array>
#include <string_view>

#include "synth/motifs/atomics/atomics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

// Bits shared by threads: atomic_or of an int32 mask per group, as for flags and visited sets.
void DrawFlags(Sketch& s) {
  const int groups = static_cast<int>(s.rng().Choose(std::array{8, 16, 32, 64}));
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = 0.0;
  spec.high = 1000.0;
  const Val key = s.Let(s.ThreadElement(s.NewArray(spec)), "key");
  const Val group = s.Let(key % s.Int(groups), "group");
  const Val bit = s.Let(s.Int(1) << (key / s.Int(groups) % s.Int(31)), "bit");
  static constexpr std::array<std::string_view, 3> kOps = {"atomic_or", "atomic_and", "atomic_xor"};
  const auto op = kOps[s.rng().Below(3)];
  Atomic(s, op, AtomicArray(s, lang::kInt, groups, "flags"), group,
         op == "atomic_and" ? ~bit : bit);
}

}  // namespace

Motif SharedFlagsMotif() {
  return {.name = "shared-flags", .family = Family::kAtomics, .weight = 0.7, .draw = DrawFlags};
}

}  // namespace warploom::synth::motifs
