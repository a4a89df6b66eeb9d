// Euler-Maruyama steps of a stochastic differential equation: geometric Brownian motion with the
// payoff of an option, an Ornstein-Uhlenbeck process, or a double well.
#include <cstdint>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;

enum class Process : uint8_t { kGeometric, kOrnsteinUhlenbeck, kDoubleWell };

struct Diffusion {
  Process process;
  bool exact;  // Geometric Brownian motion by its exact solution.
  Val state, dt, root, sigma, mu, theta;
};

// One step of the process for the value x.
void StepProcess(Sketch& s, const Diffusion& d, Val& x) {
  const bool geometric = d.process == Process::kGeometric;
  const Val noise = s.Let(d.exact && geometric ? Normal(s, d.state) : d.root * Normal(s, d.state),
                          {"dw", "z", "xi"});
  switch (d.process) {
    case Process::kGeometric:
      if (d.exact) {
        const Val growth = (d.mu - 0.5 * d.sigma * d.sigma) * d.dt + d.sigma * d.root * noise;
        return s.Set(x, x * Exp(Known(growth, -1.0, 1.0)));
      }
      return s.Update(x, BinaryOp::kAdd, x * (d.mu * d.dt + d.sigma * noise));
    case Process::kOrnsteinUhlenbeck:
      return s.Update(x, BinaryOp::kAdd, d.theta * (d.mu - x) * d.dt + d.sigma * noise);
    case Process::kDoubleWell:
      return s.Update(x, BinaryOp::kAdd, (x - x * x * x) * d.dt + d.sigma * noise);
  }
}

// The payoff of a call or put; a lookback call pays by the peak.
void OutputPayoff(Sketch& s, const Val& x, const Val& peak) {
  const Val strike = s.NewArg(kFloat, 0.5, 1.5, "strike");
  const Val top = peak.is_valid() ? peak : x;
  s.Output(s.rng().Chance(0.5) ? s.Call("max", {top - strike, Single(s, 0.0)})
                               : s.Call("max", {strike - x, Single(s, 0.0)}));
}

void DrawDiffusion(Sketch& s) {
  Diffusion d;
  d.state = RandomState(s);
  d.dt = s.NewArg(kFloat, 0.001, 0.05, "dt");
  const Val steps = SampleCount(s, OneOf(s, {"num_steps", "steps"}));
  d.sigma = s.NewArg(kFloat, 0.1, 0.6, OneOf(s, {"sigma", "vol", "noise"}));
  d.process = static_cast<Process>(s.rng().Below(3));
  const bool geometric = d.process == Process::kGeometric;
  const int starts = Input(s, kFloat, {}, geometric ? OneOf(s, {"spot", "prices"}) : "", 0.5, 2.0);
  d.mu = s.NewArg(kFloat, 0.0, 0.5, OneOf(s, {"mu", "drift", "rate"}));
  if (d.process == Process::kOrnsteinUhlenbeck) {
    d.theta = s.NewArg(kFloat, 0.2, 2.0, "theta");
  }
  Val x = s.Mutable(s.ThreadElement(starts),
                    geometric ? OneOf(s, {"S", "price"}) : OneOf(s, {"x", "y"}));
  d.root = s.Let(s.Call("sqrt", {d.dt}), {"sqrt_dt", "sdt"});
  Val peak = s.rng().Chance(0.3) ? s.Mutable(x, {"peak", "running_max"}) : Val{};
  s.Hide(x);
  d.exact = s.rng().Chance(0.5);
  s.For({"step", "k", "t"}, Val{}, steps, 0, [&](Val) {
    StepProcess(s, d, x);
    if (peak.is_valid()) {
      s.Set(peak, s.Call("max", {peak, x}));
    }
  });
  s.Hide(x, false);
  if (geometric && s.rng().Chance(0.6)) {
    return OutputPayoff(s, x, peak);
  }
  s.Output(x);
  if (peak.is_valid()) {
    s.Output(peak);
  }
}

}  // namespace

Motif DiffusionMotif() {
  return {.name = "diffusion", .family = Family::kRandom, .weight = 0.9, .draw = DrawDiffusion};
}

}  // namespace warploom::synth::motifs
