// A photon in a slab: it flies, is absorbed and scattered, with Russian roulette on its weight.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;

struct Photon {
  Val state, absorb, total, slab;      // Random state, and the medium.
  Val weight, depth, cosine, deposit;  // The photon, mutable.
};

Photon StartPhoton(Sketch& s) {
  Photon photon;
  photon.state = RandomState(s);
  photon.absorb = s.NewArg(kFloat, 0.05, 0.5, OneOf(s, {"mu_a", "absorption", "sigma_a"}));
  const Val scatter = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"mu_s", "scattering", "sigma_s"}));
  photon.total = s.Let(photon.absorb + scatter, {"mu_t", "sigma_t"});
  photon.weight = s.Mutable(Single(s, 1.0), {"weight", "throughput", "w"}, Between(0.0, 10.0));
  photon.depth = s.Mutable(Single(s, 0.0), {"z", "depth"});
  photon.cosine = s.Mutable(Single(s, 1.0), {"uz", "mu", "cos_dir"}, Between(-1.0, 1.0));
  photon.deposit = s.Mutable(Single(s, 0.0), {"absorbed", "deposit", "dose"});
  for (const Val& v : {photon.weight, photon.depth, photon.cosine, photon.deposit}) {
    s.Hide(v);
  }
  photon.slab = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"thickness", "slab_depth"}));
  return photon;
}

// A flight to the next event, which absorbs a part of the weight and scatters the rest.
void FlyAndScatter(Sketch& s, Photon& photon) {
  const Val& state = photon.state;
  const Val path =
      s.Let(-s.Call("log", {s.Call("max", {Uniform(s, state), Single(s, 1e-6)})}) / photon.total,
            {"s", "path", "free_path"});
  s.Update(photon.depth, BinaryOp::kAdd, path * photon.cosine);
  s.If(photon.depth < 0.0 || photon.depth > photon.slab, [&] { s.Break(); });
  const Val loss = s.Let(photon.weight * photon.absorb / photon.total, {"dw", "loss"});
  s.Update(photon.deposit, BinaryOp::kAdd, loss);
  s.Update(photon.weight, BinaryOp::kSub, loss);
  s.Set(photon.cosine, s.rng().Chance(0.5) ? 1.0 - 2.0 * Uniform(s, state)
                                           : Uniform(s, state, Single(s, -1.0), Single(s, 1.0)));
}

// Russian roulette: a photon of low weight dies, or survives with a higher weight.
void PlayRoulette(Sketch& s, Photon& photon) {
  const Val cut = s.DrawNumber(kFloat, 0.01, 0.2);
  const Val chance = s.DrawNumber(kFloat, 0.1, 0.5);
  s.If(photon.weight < cut, [&] {
    s.If(Uniform(s, photon.state) > chance, [&] { s.Break(); });
    s.Set(photon.weight, photon.weight / chance);
  });
}

void DrawPhoton(Sketch& s) {
  Photon photon = StartPhoton(s);
  s.ForCount({"bounce", "event", "k"}, s.rng().Choose(std::array{8, 16, 20, 32, 50, 100}),
             [&](Val) {
               FlyAndScatter(s, photon);
               if (s.rng().Chance(0.6)) {
                 PlayRoulette(s, photon);
               }
             });
  for (const Val& v : {photon.depth, photon.deposit}) {
    s.Hide(v, false);
  }
  if (s.rng().Chance(0.4)) {
    const int tally = Totals(s, kFloat, {1}, OneOf(s, {"tally", "total_absorbed"}));
    s.AtomicAdd(tally, std::array{s.Int(0)}, photon.deposit);
  } else {
    s.Output(photon.deposit);
  }
  if (s.rng().Chance(0.5)) {
    s.Output(s.Select(photon.depth > photon.slab, s.Int(1), s.Int(0)), {"transmitted", "escaped"});
  }
}

}  // namespace

Motif PhotonMotif() {
  return {.name = "photon", .family = Family::kRandom, .weight = 0.7, .draw = DrawPhoton};
}

}  // namespace warploom::synth::motifs
