#include <array>
#include <string_view>

#include "synth/motifs/atomics/atomics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// out[ids[tid]] += value: scatter-add by label or cell.
void DrawScatterAdd(Sketch& s) {
  const int groups = static_cast<int>(s.rng().Choose(std::array{4, 10, 16, 32, 50, 100, 256}));
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = 0.0;
  spec.high = groups - 1.0;
  static constexpr std::array<std::string_view, 5> kIds = {"ids", "labels", "cells", "owner",
                                                           "segment"};
  spec.name = s.rng().Choose(kIds);
  const Val id = s.Let(s.ThreadElement(s.NewArray(spec)));
  const bool vector = s.rng().Chance(0.4);
  const Type real = lang::kFloat;
  const Type element = vector ? lang::VecType(s.rng().Chance(0.8) ? 3 : 2, real.scalar) : real;
  const Val value = vector ? s.Draw(element, 2) : s.Draw(real, s.DrawDepth());
  const int sums = AtomicArray(s, element, groups, vector ? "forces" : "sums");
  s.AtomicAdd(sums, std::array{id}, value.range.from_input ? value : s.DrawInput(element));
  if (s.rng().Chance(0.4)) {
    const int counts = AtomicArray(s, lang::kInt, groups, "counts");
    s.AtomicAdd(counts, std::array{id}, s.Int(1));
  }
}

}  // namespace

Motif ScatterAddMotif() {
  return {.name = "scatter-add", .family = Family::kAtomics, .weight = 1.5, .draw = DrawScatterAdd};
}

}  // namespace warploom::synth::motifs
