// Blends two inputs by a weight.
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawBlend(Sketch& s) {
  const lang::Type real = s.real();
  const Val a = s.Let(s.Draw(real, 1));
  const Val b = s.Let(s.ThreadElement(s.InputArray(real)));
  const Val t = s.NewArg(real, 0.0, 1.0, "alpha");
  s.Output(s.rng().Chance(0.5) ? (1.0 - t) * a + t * b : s.Call("lerp", {a, b, t}));
}

}  // namespace

Motif BlendMotif() {
  return {.name = "blend", .family = Family::kArithmetic, .weight = 1.0, .draw = DrawBlend};
}

}  // namespace warploom::synth::motifs
