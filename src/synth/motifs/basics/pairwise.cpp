// c[i] = a[i] op b[i]
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawPairwise(Sketch& s) {
  const bool vectors = s.rng().Chance(0.4);
  const Type type = vectors ? s.vec(3) : s.real();
  const Val a = s.ThreadElement(InputNamed(s, type, {"a", "x", "lhs", "u", "first"}));
  const Val b = s.ThreadElement(InputNamed(s, type, {"b", "y", "rhs", "v", "second"}));
  const Words names = {"c", "out", "result", "dst", "diff", ""};
  if (vectors) {
    const auto call = OneOf(s, {"dot", "cross", "cw_mul", "min", "max"});
    return s.Output(s.rng().Chance(0.4) ? a - b : s.Call(call, {a, b}), names);
  }
  const auto kind = s.rng().Below(5);
  s.Output(kind == 0   ? s.Call("max", {a, b})
           : kind == 1 ? s.Call("min", {a, b})
           : kind == 2 ? a * b
           : kind == 3 ? a - b
                       : a + b,
           names);
}

}  // namespace

Motif PairwiseMotif() {
  return {.name = "pairwise", .family = Family::kBasics, .weight = 1.0, .draw = DrawPairwise};
}

}  // namespace warploom::synth::motifs
