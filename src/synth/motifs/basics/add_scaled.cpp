// y += a * x, or out = y + a * x.
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/basics/basics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawAddScaled(Sketch& s) {
  const Type type = DrawLinearType(s);
  const Type scalar = lang::ScalarType(type.scalar);
  const Val x =
      s.ThreadElement(InputNamed(s, type, {"x", "d", "v", "velocities", "direction", "grad"}));
  const Val a = Arg(s, scalar, {"alpha", "a", "dt", "step", "lr"}, {0.001, 1.0});
  const Val term = s.rng().Chance(0.5) ? a * x : x * a;
  if (s.rng().Chance(0.4)) {
    const Val y = s.ThreadElement(InputNamed(s, type, {"y", "positions", "base", "b"}));
    return s.Output(s.rng().Chance(0.8) ? y + term : y - term, {"out", "z", "y_new", ""});
  }
  const int y = InPlace(s, type, {}, OneOf(s, {"y", "positions", "params", "residual", "p"}));
  const BinaryOp op = s.rng().Chance(0.7) ? BinaryOp::kAdd : BinaryOp::kSub;
  const Val element = s.ThreadElement(y);
  s.rng().Chance(0.5) ? s.UpdatePart(element, op, term)
                      : s.StoreThreadElement(y, s.Binary(op, element, term));
}

}  // namespace

Motif AddScaledMotif() {
  return {.name = "add-scaled", .family = Family::kBasics, .weight = 1.1, .draw = DrawAddScaled};
}

}  // namespace warploom::synth::motifs
