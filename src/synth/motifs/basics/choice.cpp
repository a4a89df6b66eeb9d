// out[i] = a if condition else b
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/basics/basics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawChoice(Sketch& s) {
  const Type type = DrawLinearType(s);
  const Val a = s.ThreadElement(InputNamed(s, type, {"a", "x", "candidates", "new_values"}));
  const Val b = s.rng().Chance(0.5)
                    ? s.ThreadElement(InputNamed(s, type, {"b", "y", "old_values", "base"}))
                    : Zero(s, type);
  const bool flagged = s.rng().Chance(0.5);
  const Val condition =
      flagged
          ? s.ThreadElement(Indices(s, {}, 2, OneOf(s, {"mask", "flags", "accept"}))) != s.Int(0)
          : s.DrawCondition(1);
  s.Output(s.Select(condition, a, b), {"out", "result", "selected", ""});
}

}  // namespace

Motif ChoiceMotif() {
  return {.name = "choice", .family = Family::kBasics, .weight = 1.2, .draw = DrawChoice};
}

}  // namespace warploom::synth::motifs
