// Metropolis sampling: proposes a move and accepts it by chance, depending on the change in energy.
#include <array>
#include <cstdint>

#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;

// The energy at x: a parabola, a double well, or a parabola with ripples.
Val Energy(Sketch& s, uint64_t shape, double depth, const Val& x) {
  switch (shape) {
    case 0:
      return depth * x * x;
    case 1:
      return (x * x - 1.0) * (x * x - 1.0);
    default:
      return 0.5 * x * x + depth * s.Call("cos", {4.0 * x});
  }
}

void DrawMetropolis(Sketch& s) {
  const Val state = RandomState(s);
  const Val beta = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"beta", "inv_temp", "inv_kt"}));
  const Val width = s.NewArg(kFloat, 0.1, 1.0, OneOf(s, {"step_size", "width", "sigma"}));
  const auto shape = s.rng().Below(3);
  const double depth = s.rng().Choose(std::array{0.5, 0.8, 2.0});
  const auto energy = [&](const Val& at) { return Energy(s, shape, depth, at); };
  Val x = s.Mutable(StartValue(s), "x", Between(-10.0, 10.0));
  Val e = s.Mutable(energy(x), {"e", "energy", "cost"}, Between(-10.0, 1e4));
  const bool counts = s.rng().Chance(0.5);
  Val accepted =
      counts ? s.Mutable(s.Int(0), {"accepted", "num_accepted"}, Between(0.0, 1000.0)) : Val{};
  for (const Val& v : {x, e}) {
    s.Hide(v);
  }
  s.For({"k", "step", "it"}, Val{}, SampleCount(s, OneOf(s, {"num_steps", "sweeps"})), 0, [&](Val) {
    const Val kick = s.rng().Chance(0.5) ? Normal(s, state) : Uniform(s, state) - 0.5;
    const Val trial = s.Let(x + width * kick, {"x_new", "proposal", "trial"});
    const Val e_new = s.Let(energy(trial), {"e_new", "trial_e"});
    const Val rise = s.Let(e_new - e, {"de", "rise"});
    s.If(rise < 0.0 || Uniform(s, state) < Exp(Known(-beta * rise, -50.0, 0.0)), [&] {
      s.Set(x, trial);
      s.Set(e, e_new);
      if (counts) {
        s.Update(accepted, BinaryOp::kAdd, s.Int(1));
      }
    });
  });
  s.Hide(x, false);
  s.Output(x);
  if (counts) {
    s.Output(accepted);
  }
}

}  // namespace

Motif MetropolisMotif() {
  return {.name = "metropolis", .family = Family::kRandom, .weight = 0.8, .draw = DrawMetropolis};
}

}  // namespace warploom::synth::motifs
