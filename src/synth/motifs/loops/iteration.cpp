// Iterates x = f(x) for a fixed or given number of steps, sometimes stopping early.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawIteration(Sketch& s) {
  const lang::Type real = s.real();
  const Val start = s.ThreadElement(s.InputArray(real));
  Val x = s.Mutable(start, "x");
  const int steps =
      static_cast<int>(s.rng().Choose(std::array{3, 5, 8, 10, 20, 32, 50, 100, 1000}));
  const Val bound = SizeOrLiteral(s, steps, "iterations", 0.4);
  s.For("it", Val{}, bound, 0, [&](Val) {
    const Val next = s.Let(s.Call("tanh", {s.Draw(real, 2)}) + 0.5 * x, "next_x");
    if (s.rng().Chance(0.5)) {
      s.If(s.Call("abs", {next - x}) < s.DrawNumber(real, 0.001, 0.1), [&] { s.Break(); });
    }
    s.Set(x, next);
  });
  s.Output(x);
}

}  // namespace

Motif IterationMotif() {
  return {.name = "iteration", .family = Family::kLoops, .weight = 1.5, .draw = DrawIteration};
}

}  // namespace warploom::synth::motifs
