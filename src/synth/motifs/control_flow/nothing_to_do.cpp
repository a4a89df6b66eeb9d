#include <array>
#include <span>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// An empty branch, written with `pass`.
void DrawNothingToDo(Sketch& s) {
  const Type real = s.real();
  Val y = s.Mutable(s.ThreadElement(s.InputArray(real)), {"y", "d", "height"});
  s.Hide(y);
  const Val x = y;
  const Val low = s.DrawNumber(real, 0.05, 0.5);
  const Val inside =
      s.rng().Chance(0.5) ? s.Call("abs", {x}) < low : s.InRange(-low, x, low, s.rng().Chance(0.5));
  const std::array conditions = {inside, x > 0.0};
  const bool three = s.rng().Chance(0.7);
  s.IfChain(
      std::span(conditions).first(three ? 2 : 1),
      [&](int branch) {
        if (branch == 0) {
          return s.Pass();
        }
        const Val change = Times({s.Draw(real, 1), s.DrawNumber(real, 0.1, 0.9)});
        s.Update(y, branch == 1 ? BinaryOp::kSub : BinaryOp::kAdd, change);
      },
      true);
  s.Hide(y, false);
  s.Output(y);
}

}  // namespace

Motif NothingToDoMotif() {
  return {.name = "nothing-to-do",
          .family = Family::kControlFlow,
          .weight = 0.5,
          .draw = DrawNothingToDo};
}

}  // namespace warploom::synth::motifs
