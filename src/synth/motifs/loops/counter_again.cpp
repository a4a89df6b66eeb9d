// A loop's counter whose name is used again: by a while loop, or as a local of a later loop.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::VarId;

void Assign(Sketch& s, VarId variable, const Val& value) { s.builder().Assign(variable, value.id); }

// The variable as a value of that range.
Val Again(Sketch& s, VarId variable, double least, double most) {
  ValueRange range = Between(least, most);
  return {&s, s.builder().Var(variable), kInt, range};
}

// k = int(0); while k < n: ... k = k + 1
void CountByWhile(Sketch& s, VarId k, int count, const Val& sum) {
  Val total = sum;
  Assign(s, k, s.Make(kInt, {s.Int(0)}));
  const Val weight = s.DrawNumber(s.real(), 0.5, 2.0);
  s.While(Again(s, k, 0.0, count) < s.Int(count), [&] {
    s.Update(total, BinaryOp::kAdd, weight);
    Assign(s, k, Again(s, k, 0.0, count - 1.0) + s.Int(1));
  });
}

// for m in range(n): k = n - 1 - m
void CountBackwards(Sketch& s, VarId k, int count, int table, const Val& sum) {
  Val total = sum;
  const Val size = s.SizeArg(count, {"n", "num", "dim"});
  const BinaryOp op = s.rng().Chance(0.5) ? BinaryOp::kAdd : BinaryOp::kSub;
  s.For({"ii", "m", "step", "back"}, Val{}, size, 0, [&](const Val& counter) {
    const Val m = Known(counter, 0.0, count - 1.0);
    Assign(s, k, size - s.Int(1) - m);
    const Val at = Again(s, k, 0.0, count - 1.0);
    s.Update(total, op, s.At(table, {at}) * s.DrawNumber(s.real(), 0.1, 0.9));
  });
}

void DrawCounterAgain(Sketch& s) {
  const int count = s.rng().Choose(std::array{2, 3, 4, 6});
  const int table = Input(s, s.real(), {count}, OneOf(s, {"b", "weights", "coeffs", "w"}));
  Val sum = Accumulator(s, s.real(), OneOf(s, {"s", "acc", "total", "t"}));
  VarId k;
  const Val x = s.DrawInput(s.real());
  const Val stop = s.rng().Chance(0.6) ? s.Int(count) : ShapeOf(s, table, 0);
  s.For({"k", "i", "j"}, Val{}, stop, 0, [&](const Val& counter) {
    k = std::get<lang::VarRef>(s.module()[counter.id].node).var;
    const Val at = Known(counter, 0.0, count - 1.0);
    s.Update(sum, BinaryOp::kAdd, s.At(table, {at}) * x);
  });
  if (s.rng().Chance(0.5)) {
    CountByWhile(s, k, count, sum);
  } else {
    CountBackwards(s, k, count, table, sum);
  }
  s.Output(Shown(sum));
}

}  // namespace

Motif CounterAgainMotif() {
  return {
      .name = "counter-again", .family = Family::kLoops, .weight = 1.0, .draw = DrawCounterAgain};
}

}  // namespace warploom::synth::motifs
