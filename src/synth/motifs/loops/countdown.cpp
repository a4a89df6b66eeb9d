// A while loop that shrinks a value until it is small or the steps are used up.
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;

void DrawCountdown(Sketch& s) {
  const lang::Type real = s.real();
  Val value = s.Mutable(s.Call("abs", {s.ThreadElement(s.InputArray(real))}) + 1.0, "value");
  const int budget = static_cast<int>(s.rng().Integer(4, 60));
  Val left = s.Mutable(s.Int(budget), "steps_left", Between(0, budget));
  const Val limit = s.DrawNumber(real, 0.01, 0.5);
  s.While(left > 0 && value > limit, [&] {
    s.Set(value, value * s.DrawNumber(real, 0.3, 0.9));
    if (s.rng().Chance(0.4)) {
      s.If(s.DrawCondition(1), [&] { s.Break(); });
    }
    s.Update(left, BinaryOp::kSub, s.Int(1));
  });
  s.Output(value);
}

}  // namespace

Motif CountdownMotif() {
  return {.name = "countdown", .family = Family::kLoops, .weight = 1.0, .draw = DrawCountdown};
}

}  // namespace warploom::synth::motifs
