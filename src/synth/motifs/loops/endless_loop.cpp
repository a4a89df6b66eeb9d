// while True: iterates until the change is small or a step limit is reached.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawEndlessLoop(Sketch& s) {
  const Type real = s.real();
  const Val start = s.ThreadElement(s.InputArray(real));
  Val x = s.Mutable(start, {"x", "guess", "z", "root"});
  const int max_iters = s.rng().Choose(std::array{4, 8, 10, 16, 20, 32, 64});
  const bool given = s.rng().Chance(0.4);
  const Val limit = given ? s.SizeArg(max_iters, "max_iters") : s.Int(max_iters);
  Val count = s.Mutable(s.Int(0), {"count", "it", "steps"}, Between(0.0, max_iters));
  s.Hide(count);
  s.While(s.Bool(true), [&] {
    const Val pull = s.Call("tanh", {s.Draw(real, 2)});
    const Val next = s.Let(s.DrawNumber(real, 0.2, 0.8) * x + pull, {"next_x", "nx"});
    const Val change = s.Let(s.Call("abs", {next - x}), {"delta", "err", "change"});
    s.Set(x, next);
    s.Update(count, BinaryOp::kAdd, s.Int(1));
    const bool together = s.rng().Chance(0.5);
    const Val close = change < s.DrawNumber(real, 0.001, 0.1);
    if (together) {
      return s.If(close || count >= limit, [&] { s.Break(); });
    }
    s.If(close, [&] { s.Break(); });
    s.If(count >= limit, [&] { s.Break(); });
  });
  s.Hide(count, false);
  s.Output(x);
  if (s.rng().Chance(0.4)) {
    s.Output(count);
  }
}

}  // namespace

Motif EndlessLoopMotif() {
  return {
      .name = "endless-loop", .family = Family::kLoops, .weight = 0.12, .draw = DrawEndlessLoop};
}

}  // namespace warploom::synth::motifs
