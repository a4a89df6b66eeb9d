// Loops: constant and run-time bounds, while with a countdown, nested, break and continue;
// loops_orders.cpp has more.
#include "synth/families/loops.h"

#include <array>

#include "synth/families/families.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;

// sum over a row: acc += weight * row[k] for a run-time or constant number of terms.
void DrawRowSum(Sketch& s) {
  const lang::Type real = s.real();
  const int terms = static_cast<int>(s.rng().Choose(std::array{4, 8, 16, 24, 32, 64, 128}));
  ArraySpec spec;
  spec.element = real;
  spec.shape = {s.dims()[0], terms};
  const int rows = s.NewArray(spec);
  Val total = s.Mutable(s.Real(0.0), s.rng().Chance(0.5) ? "total" : "acc");
  const Val bound = s.rng().Chance(0.5) ? s.SizeOf(rows, 1) : s.Int(terms);
  s.Hide(total);
  s.For(s.rng().Chance(0.5) ? "k" : "j", Val{}, bound, 0, [&](Val k) {
    const Val term = s.Let(s.At(rows, {s.Thread(0), k}));
    if (s.rng().Chance(0.3)) {
      s.If(s.DrawCondition(1), [&] { s.Continue(); });
    }
    s.Update(total, BinaryOp::kAdd, s.rng().Chance(0.4) ? term : s.Draw(real, 1) * term);
  });
  s.Hide(total, false);
  s.Output(total);
}

// An iteration x = f(x) for a fixed or given number of steps, with an early stop.
void DrawIteration(Sketch& s) {
  const lang::Type real = s.real();
  const Val start = s.Own(s.InputArray(real));
  Val x = s.Mutable(start, "x");
  const int steps =
      static_cast<int>(s.rng().Choose(std::array{3, 5, 8, 10, 20, 32, 50, 100, 1000}));
  const Val bound = s.rng().Chance(0.4) ? s.SizeArg(steps, "iterations") : s.Int(steps);
  s.For("it", Val{}, bound, 0, [&](Val) {
    const Val next = s.Let(s.Call("tanh", {s.Draw(real, 2)}) + 0.5 * x, "next_x");
    if (s.rng().Chance(0.5)) {
      s.If(s.Call("abs", {next - x}) < s.DrawNumber(real, 0.001, 0.1), [&] { s.Break(); });
    }
    s.Set(x, next);
  });
  s.Output(x);
}

// while with a countdown: halves or steps until a condition or the budget ends.
void DrawCountdown(Sketch& s) {
  const lang::Type real = s.real();
  Val value = s.Mutable(s.Call("abs", {s.Own(s.InputArray(real))}) + 1.0, "value");
  const int budget = static_cast<int>(s.rng().Between(4, 60));
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

constexpr std::array kMotifs = {
    Motif{"row-sum", 2.0, DrawRowSum},
    Motif{"iteration", 1.5, DrawIteration},
    Motif{"countdown", 1.0, DrawCountdown},
    Motif{"backward-scan", 0.3, DrawBackwardScan, 1, 1},
    Motif{"back-substitution", 0.15, DrawBackSubstitution},
    Motif{"horner", 0.25, DrawHorner},
    Motif{"flag-search", 0.4, DrawFlagSearch},
    Motif{"least-of-row", 0.3, DrawLeastOfRow},
    Motif{"static-taps", 0.5, DrawStaticTaps, 1, 1},
    Motif{"static-window", 0.4, DrawStaticWindow, 1, 1},
    Motif{"static-branch", 0.7, DrawStaticBranch},
    Motif{"endless-loop", 0.12, DrawEndlessLoop},
};

}  // namespace

Family LoopsFamily() {
  return {"loops", "for and while loops: sums, iterations, searches", 1.0, 1, 2, kMotifs};
}

}  // namespace warploom::synth
