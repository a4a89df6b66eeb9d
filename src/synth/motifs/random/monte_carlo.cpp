#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;

// The mean of a function over random samples: areas by hits, integrals, expectations.
void DrawMonteCarlo(Sketch& s) {
  const Val state = RandomState(s);
  const Val samples = SampleCount(s, OneOf(s, {"num_samples", "samples", "n_samples"}));
  const std::string_view counter = OneOf(s, {"i", "k", "sample", "n"});
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    Val hits = s.Mutable(s.Int(0), {"hits", "inside", "count"}, Between(0.0, 1000.0));
    const bool ball = s.rng().Chance(0.3);
    const Val radius = s.rng().Chance(0.4) ? s.NewArg(kFloat, 0.2, 1.0, "radius") : Single(s, 1.0);
    s.Hide(hits);
    s.For(counter, Val{}, samples, 0, [&](Val) {
      const auto coordinate = [&](std::string_view name) {
        return s.Let(s.rng().Chance(0.5) ? Uniform(s, state, Single(s, -1.0), Single(s, 1.0))
                                         : Uniform(s, state),
                     name);
      };
      const Val x = coordinate("x");
      const Val y = coordinate("y");
      Val square = x * x + y * y;
      if (ball) {
        const Val z = coordinate("z");
        square = square + z * z;
      }
      s.If(s.rng().Chance(0.5) ? square < radius * radius : square <= radius,
           [&] { s.Update(hits, BinaryOp::kAdd, s.Int(1)); });
    });
    s.Hide(hits, false);
    if (s.rng().Chance(0.3)) {
      const int total = s.NewArray({kInt,
                                    {1},
                                    lang::Fill::kZero,
                                    0.0,
                                    0.0,
                                    Access::kAtomic,
                                    OneOf(s, {"total_hits", "counter"})});
      s.AtomicAdd(total, std::array{s.Int(0)}, hits);
    }
    return s.Output(4.0 * s.Convert(hits, kFloat) / AsNumber(s, samples, kFloat));
  }
  const Val a = StartValue(s);
  Val total = s.Mutable(Single(s, 0.0), {"total", "acc", "estimate"});
  const bool variance = s.rng().Chance(0.35);
  Val squares =
      variance ? s.Mutable(Single(s, 0.0), {"total_sq", "sum_sq"}, Between(0.0, 1e6)) : Val{};
  s.Hide(total);
  if (variance) {
    s.Hide(squares);
  }
  const bool strata = s.rng().Chance(0.3);
  s.For(counter, Val{}, samples, 0, [&](Val k) {
    const Val number =
        strata      ? (s.Convert(k, kFloat) + Uniform(s, state)) / AsNumber(s, samples, kFloat)
        : kind == 1 ? Uniform(s, state)
                    : Normal(s, state);
    const Val x = s.Let(number, {"u", "x", "z"});
    Val f = x;
    switch (s.rng().Below(4)) {
      case 0:
        f = Exp(-Square(x)) * a;
        break;
      case 1:
        f = s.Call("sin", {a * x}) * s.Draw(kFloat, 1);
        break;
      case 2:
        f = s.Call("max", {a + s.DrawNumber(kFloat, 0.1, 1.0) * x, Single(s, 0.0)});
        break;
      default:
        f = s.Draw(kFloat, 1) * x * x;
        break;
    }
    const Val value = variance || s.rng().Chance(0.5) ? s.Let(f, {"f", "value", "sample_val"}) : f;
    s.Update(total, BinaryOp::kAdd, value);
    if (variance) {
      s.Update(squares, BinaryOp::kAdd, value * value);
    }
  });
  s.Hide(total, false);
  const Val n = AsNumber(s, samples, kFloat);
  const Val mean = s.Let(total / n, {"mean", "average", "estimate"});
  s.Output(mean);
  if (variance) {
    s.Hide(squares, false);
    s.Output(squares / n - mean * mean);
  }
}

}  // namespace

Motif MonteCarloMotif() {
  return {.name = "monte-carlo", .family = Family::kRandom, .weight = 1.2, .draw = DrawMonteCarlo};
}

}  // namespace warploom::synth::motifs
