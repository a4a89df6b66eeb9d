// Monte Carlo estimates: an area by counting hits, or the mean of a function over random samples.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/random/random_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;

Val SampleCoordinate(Sketch& s, const Val& state, std::string_view name) {
  return s.Let(
      s.rng().Chance(0.5) ? Uniform(s, state, Single(s, -1.0), Single(s, 1.0)) : Uniform(s, state),
      name);
}

// The area of a disk or the volume of a ball, by counting the samples inside.
void EstimateByHits(Sketch& s, const RandomLoop& loop) {
  Val hits = s.Mutable(s.Int(0), {"hits", "inside", "count"}, Between(0.0, 1000.0));
  const bool ball = s.rng().Chance(0.3);
  const Val radius = s.rng().Chance(0.4) ? s.NewArg(kFloat, 0.2, 1.0, "radius") : Single(s, 1.0);
  s.Hide(hits);
  ForEach(s, loop, [&](Val) {
    const Val x = SampleCoordinate(s, loop.state, "x");
    const Val y = SampleCoordinate(s, loop.state, "y");
    Val square = x * x + y * y;
    if (ball) {
      const Val z = SampleCoordinate(s, loop.state, "z");
      square = square + z * z;
    }
    s.If(s.rng().Chance(0.5) ? square < radius * radius : square <= radius,
         [&] { s.Update(hits, BinaryOp::kAdd, s.Int(1)); });
  });
  s.Hide(hits, false);
  if (s.rng().Chance(0.3)) {
    const int total = Totals(s, kInt, {1}, OneOf(s, {"total_hits", "counter"}));
    s.AtomicAdd(total, std::array{s.Int(0)}, hits);
  }
  s.Output(4.0 * s.Convert(hits, kFloat) / AsNumber(s, loop.count, kFloat));
}

// The integrand at the sample x.
Val Integrand(Sketch& s, const Val& a, const Val& x) {
  switch (s.rng().Below(4)) {
    case 0:
      return Exp(-Square(x)) * a;
    case 1:
      return s.Call("sin", {a * x}) * s.Draw(kFloat, 1);
    case 2:
      return s.Call("max", {a + s.DrawNumber(kFloat, 0.1, 1.0) * x, Single(s, 0.0)});
    default:
      return s.Draw(kFloat, 1) * x * x;
  }
}

// The mean of a function, and sometimes its variance; the samples are stratified, uniform or
// normal.
void EstimateMean(Sketch& s, const RandomLoop& loop, bool is_uniform) {
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
  ForEach(s, loop, [&](Val k) {
    const Val number =
        strata ? (s.Convert(k, kFloat) + Uniform(s, loop.state)) / AsNumber(s, loop.count, kFloat)
        : is_uniform ? Uniform(s, loop.state)
                     : Normal(s, loop.state);
    const Val x = s.Let(number, {"u", "x", "z"});
    const Val f = Integrand(s, a, x);
    const Val value = variance || s.rng().Chance(0.5) ? s.Let(f, {"f", "value", "sample_val"}) : f;
    s.Update(total, BinaryOp::kAdd, value);
    if (variance) {
      s.Update(squares, BinaryOp::kAdd, value * value);
    }
  });
  s.Hide(total, false);
  const Val n = AsNumber(s, loop.count, kFloat);
  const Val mean = s.Let(total / n, {"mean", "average", "estimate"});
  s.Output(mean);
  if (variance) {
    s.Hide(squares, false);
    s.Output(squares / n - mean * mean);
  }
}

void DrawMonteCarlo(Sketch& s) {
  const RandomLoop loop =
      DrawRandomLoop(s, {"num_samples", "samples", "n_samples"}, {"i", "k", "sample", "n"});
  const auto kind = s.rng().Below(3);
  kind == 0 ? EstimateByHits(s, loop) : EstimateMean(s, loop, kind == 1);
}

}  // namespace

Motif MonteCarloMotif() {
  return {.name = "monte-carlo", .family = Family::kRandom, .weight = 1.2, .draw = DrawMonteCarlo};
}

}  // namespace warploom::synth::motifs
