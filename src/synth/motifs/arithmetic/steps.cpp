// Several named steps, each computed from earlier ones; the last one is stored.
#include <cstdint>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawSteps(Sketch& s) {
  const lang::Type real = s.real();
  const auto count = s.rng().Integer(2, 4);
  Val last = s.Let(s.ThreadElement(s.InputArray(real)));
  for (int64_t i = 0; i < count; ++i) {
    last = s.Let(s.Draw(real, s.DrawDepth()));
  }
  s.Output(last);
}

}  // namespace

Motif StepsMotif() {
  return {.name = "steps", .family = Family::kArithmetic, .weight = 4.0, .draw = DrawSteps};
}

}  // namespace warploom::synth::motifs
