// out[i] = one builtin or a short expression, of any type.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

void DrawExpression(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.vec(3), s.vec(3), s.vec(2),
                            kInt,     s.mat(3), s.mat(2), s.quat(), s.transform()};
  const Type type = s.rng().Choose(types);
  s.Output(s.Draw(type, s.rng().Chance(0.6) ? 1 : 2), {"out", "result", "dst", "", ""});
}

}  // namespace

Motif ExpressionMotif() {
  return {.name = "expression", .family = Family::kBasics, .weight = 2.5, .draw = DrawExpression};
}

}  // namespace warploom::synth::motifs
