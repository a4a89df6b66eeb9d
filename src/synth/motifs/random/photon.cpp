#include <array>

#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;

// A particle that flies, is absorbed or scattered, with Russian roulette on its weight.
void DrawPhoton(Sketch& s) {
  const Val state = RandomState(s);
  const Val absorb = s.NewArg(kFloat, 0.05, 0.5, OneOf(s, {"mu_a", "absorption", "sigma_a"}));
  const Val scatter = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"mu_s", "scattering", "sigma_s"}));
  const Val total = s.Let(absorb + scatter, {"mu_t", "sigma_t"});
  Val weight = s.Mutable(Single(s, 1.0), {"weight", "throughput", "w"}, Between(0.0, 10.0));
  Val depth = s.Mutable(Single(s, 0.0), {"z", "depth"});
  Val cosine = s.Mutable(Single(s, 1.0), {"uz", "mu", "cos_dir"}, Between(-1.0, 1.0));
  Val deposit = s.Mutable(Single(s, 0.0), {"absorbed", "deposit", "dose"});
  for (const Val& v : {weight, depth, cosine, deposit}) {
    s.Hide(v);
  }
  const Val slab = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"thickness", "slab_depth"}));
  s.ForCount(
      {"bounce", "event", "k"}, s.rng().Choose(std::array{8, 16, 20, 32, 50, 100}), [&](Val) {
        const Val path =
            s.Let(-s.Call("log", {s.Call("max", {Uniform(s, state), Single(s, 1e-6)})}) / total,
                  {"s", "path", "free_path"});
        s.Update(depth, BinaryOp::kAdd, path * cosine);
        s.If(depth < 0.0 || depth > slab, [&] { s.Break(); });
        const Val loss = s.Let(weight * absorb / total, {"dw", "loss"});
        s.Update(deposit, BinaryOp::kAdd, loss);
        s.Update(weight, BinaryOp::kSub, loss);
        s.Set(cosine, s.rng().Chance(0.5) ? 1.0 - 2.0 * Uniform(s, state)
                                          : Uniform(s, state, Single(s, -1.0), Single(s, 1.0)));
        if (s.rng().Chance(0.6)) {
          const Val cut = s.DrawNumber(kFloat, 0.01, 0.2);
          const Val chance = s.DrawNumber(kFloat, 0.1, 0.5);
          s.If(weight < cut, [&] {
            s.If(Uniform(s, state) > chance, [&] { s.Break(); });
            s.Set(weight, weight / chance);
          });
        }
      });
  for (const Val& v : {depth, deposit}) {
    s.Hide(v, false);
  }
  const int tally = s.rng().Chance(0.4) ? s.NewArray({kFloat,
                                                      {1},
                                                      lang::Fill::kZero,
                                                      0.0,
                                                      0.0,
                                                      Access::kAtomic,
                                                      OneOf(s, {"tally", "total_absorbed"})})
                                        : -1;
  if (tally >= 0) {
    s.AtomicAdd(tally, std::array{s.Int(0)}, deposit);
  } else {
    s.Output(deposit);
  }
  if (s.rng().Chance(0.5)) {
    s.Output(s.Select(depth > slab, s.Int(1), s.Int(0)), {"transmitted", "escaped"});
  }
}

}  // namespace

Motif PhotonMotif() {
  return {.name = "photon", .family = Family::kRandom, .weight = 0.7, .draw = DrawPhoton};
}

}  // namespace warploom::synth::motifs
