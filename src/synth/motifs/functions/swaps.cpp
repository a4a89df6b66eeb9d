// Two or three values sorted by conditional swaps: a, b = b, a.
#include <array>
#include <string_view>
#include <variant>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/helper_functions.h"
#include "synth/motifs/functions/tuples_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawSwaps(Sketch& s) {
  const Type real = s.real();
  const bool three = s.rng().Chance(0.5);
  std::vector<Val> values;
  constexpr std::array<std::string_view, 3> kNames = {"a", "b", "c"};
  for (size_t i = 0; i < (three ? 3U : 2U); ++i) {
    const Val start = i == 0 ? s.DrawInput(real) : s.Draw(real, 1);
    values.push_back(s.Mutable(start + s.DrawNumber(real, 0.1, 2.0), kNames[i]));
    s.Hide(values.back());
  }
  const auto order = [&](size_t i, size_t j) {
    s.If(values[i] > values[j], [&] {
      const std::array swapped = {values[j], values[i]};
      const std::array vars = {std::get<lang::VarRef>(s.module()[values[i].id].node).var,
                               std::get<lang::VarRef>(s.module()[values[j].id].node).var};
      s.builder().Unpack(vars, TupleOf(s, swapped).id);
    });
  };
  order(0, 1);
  if (three) {
    order(1, 2);
    order(0, 1);
  }
  for (const Val& value : values) {
    s.Hide(value, false);
  }
  s.Output(three && s.rng().Chance(0.5) ? values[1] : values.back() - values.front());
}

}  // namespace

Motif SwapsMotif() {
  return {.name = "swaps", .family = Family::kFunctions, .weight = 1.0, .draw = DrawSwaps};
}

}  // namespace warploom::synth::motifs
