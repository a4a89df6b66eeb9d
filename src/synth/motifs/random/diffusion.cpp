// Euler-Maruyama steps of a stochastic differential equation (geometric Brownian motion, Ornstein-
// Uhlenbeck, a double well), and the payoff of an option.
#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;

void DrawDiffusion(Sketch& s) {
  const Val state = RandomState(s);
  const Val dt = s.NewArg(kFloat, 0.001, 0.05, "dt");
  const Val steps = SampleCount(s, OneOf(s, {"num_steps", "steps"}));
  const Val sigma = s.NewArg(kFloat, 0.1, 0.6, OneOf(s, {"sigma", "vol", "noise"}));
  const auto kind = s.rng().Below(3);
  const bool geometric = kind == 0;
  const int starts = Input(s, kFloat, {}, geometric ? OneOf(s, {"spot", "prices"}) : "", 0.5, 2.0);
  const Val mu = s.NewArg(kFloat, 0.0, 0.5, OneOf(s, {"mu", "drift", "rate"}));
  const Val theta = kind == 1 ? s.NewArg(kFloat, 0.2, 2.0, "theta") : Val{};
  Val x = s.Mutable(s.ThreadElement(starts),
                    geometric ? OneOf(s, {"S", "price"}) : OneOf(s, {"x", "y"}));
  const Val root = s.Let(s.Call("sqrt", {dt}), {"sqrt_dt", "sdt"});
  Val best = s.rng().Chance(0.3) ? s.Mutable(x, {"peak", "running_max"}) : Val{};
  s.Hide(x);
  const bool exact = s.rng().Chance(0.5);
  s.For({"step", "k", "t"}, Val{}, steps, 0, [&](Val) {
    const Val noise =
        s.Let(exact && geometric ? Normal(s, state) : root * Normal(s, state), {"dw", "z", "xi"});
    if (geometric && exact) {
      s.Set(x, x * Exp(Known((mu - 0.5 * sigma * sigma) * dt + sigma * root * noise, -1.0, 1.0)));
    } else if (geometric) {
      s.Update(x, BinaryOp::kAdd, x * (mu * dt + sigma * noise));
    } else if (kind == 1) {
      s.Update(x, BinaryOp::kAdd, theta * (mu - x) * dt + sigma * noise);
    } else {
      s.Update(x, BinaryOp::kAdd, (x - x * x * x) * dt + sigma * noise);
    }
    if (best.is_valid()) {
      s.Set(best, s.Call("max", {best, x}));
    }
  });
  s.Hide(x, false);
  if (geometric && s.rng().Chance(0.6)) {
    const Val strike = s.NewArg(kFloat, 0.5, 1.5, "strike");
    const Val top = best.is_valid() ? best : x;
    return s.Output(s.rng().Chance(0.5) ? s.Call("max", {top - strike, Single(s, 0.0)})
                                        : s.Call("max", {strike - x, Single(s, 0.0)}));
  }
  s.Output(x);
  if (best.is_valid()) {
    s.Output(best);
  }
}

}  // namespace

Motif DiffusionMotif() {
  return {.name = "diffusion", .family = Family::kRandom, .weight = 0.9, .draw = DrawDiffusion};
}

}  // namespace warploom::synth::motifs
