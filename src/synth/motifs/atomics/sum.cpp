#include <array>
#include <string_view>

#include "synth/motifs/atomics/atomics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// total[0] += f(x): a reduction, optionally weighted or conditional.
void DrawSum(Sketch& s) {
  static constexpr std::array<std::string_view, 6> kNames = {"total",  "loss",  "sum",
                                                             "energy", "accum", "cost"};
  const Type real = s.real().scalar == lang::Scalar::kFloat16 ? lang::kFloat : s.real();
  const Val term = s.Let(s.Draw(real, s.DrawDepth()));
  const int total = AtomicArray(s, real, 1, s.rng().Choose(kNames));
  const auto add = [&] {
    const Val zero = s.Int(0);
    const Val value = s.rng().Chance(0.5) ? term * term : term;
    s.AtomicAdd(total, std::array{zero},
                value.range.from_input ? value : value * s.DrawInput(real));
  };
  if (s.rng().Chance(0.35)) {
    s.If(s.DrawCondition(1), add);
  } else {
    add();
  }
}

}  // namespace

Motif SumMotif() {
  return {.name = "sum", .family = Family::kAtomics, .weight = 2.0, .draw = DrawSum};
}

}  // namespace warploom::synth::motifs
