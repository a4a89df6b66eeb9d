// Random: Markov chains, rejection, resampling, photons.
#include <array>

#include "synth/families/idiom_arrays.h"
#include "synth/families/random.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;
using lang::kVec2;
using lang::kVec3;
using lang::Type;

namespace {

Val Number(Sketch& s, double value) { return s.Real(value, kFloat); }

}  // namespace

// Metropolis steps: propose, compare energies, accept by chance.
void DrawMetropolis(Sketch& s) {
  const Val state = RandomState(s);
  const Val beta = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"beta", "inv_temp", "inv_kt"}));
  const Val width = s.NewArg(kFloat, 0.1, 1.0, OneOf(s, {"step_size", "width", "sigma"}));
  const auto shape = s.rng().Below(3);
  const double depth = s.rng().Choose(std::array{0.5, 0.8, 2.0});
  const auto energy = [&](const Val& x) {
    switch (shape) {
      case 0:
        return depth * x * x;
      case 1:
        return (x * x - 1.0) * (x * x - 1.0);
      default:
        return 0.5 * x * x + depth * s.Call("cos", {4.0 * x});
    }
  };
  Val x = s.Mutable(StartValue(s), "x", Between(-10.0, 10.0));
  Val e = s.Mutable(energy(x), OneOf(s, {"e", "energy", "cost"}), Between(-10.0, 1e4));
  const bool counts = s.rng().Chance(0.5);
  Val accepted =
      counts ? s.Mutable(s.Int(0), OneOf(s, {"accepted", "num_accepted"}), Between(0.0, 1000.0))
             : Val{};
  for (const Val& v : {x, e}) {
    s.Hide(v);
  }
  s.For(OneOf(s, {"k", "step", "it"}), Val{}, SampleCount(s, OneOf(s, {"num_steps", "sweeps"})), 0,
        [&](Val) {
          const Val kick = s.rng().Chance(0.5) ? Normal(s, state) : Uniform(s, state) - 0.5;
          const Val trial = s.Let(x + width * kick, OneOf(s, {"x_new", "proposal", "trial"}));
          const Val e_new = s.Let(energy(trial), OneOf(s, {"e_new", "trial_e"}));
          const Val rise = s.Let(e_new - e, OneOf(s, {"de", "rise"}));
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

// Draws until a sample passes or the tries are used up.
void DrawRejection(Sketch& s) {
  const Val state = RandomState(s);
  const int most = s.rng().Choose(std::array{8, 16, 32, 64, 100});
  const bool flat = s.rng().Chance(0.5);
  const Type type = flat ? kVec2 : kVec3;
  const Val limit = s.NewArg(kFloat, 0.5, 1.0, OneOf(s, {"radius", "r_max", "limit"}));
  const auto sample = [&] {
    std::vector<Val> parts;
    parts.reserve(3);
    for (int k = 0; k < (flat ? 2 : 3); ++k) {
      parts.push_back(Uniform(s, state, Number(s, -1.0), Number(s, 1.0)));
    }
    return s.Construct(type, parts);
  };
  if (s.rng().Chance(0.5)) {
    Val p = s.Mutable(sample(), OneOf(s, {"p", "q", "v"}), Between(-1.0, 1.0));
    Val tries = s.Mutable(s.Int(0), OneOf(s, {"tries", "attempts", "k"}), Between(0.0, most));
    s.Hide(p);
    s.Hide(tries);
    s.While(s.Call("length", {p}) > limit && tries < s.Int(most), [&] {
      s.Set(p, sample());
      s.Update(tries, BinaryOp::kAdd, s.Int(1));
    });
    s.Hide(p, false);
    s.Output(p);
    return s.rng().Chance(0.3) ? s.Output(tries) : void();
  }
  const Val peak = s.NewArg(kFloat, 0.5, 2.0, OneOf(s, {"peak", "scale", "bound"}));
  Val result =
      s.Mutable(Number(s, 0.0), OneOf(s, {"result", "accepted_x", "value"}), Between(-4.0, 4.0));
  s.Hide(result);
  s.ForCount(OneOf(s, {"attempt", "k"}), most, [&](Val) {
    const Val x = s.Let(Uniform(s, state, Number(s, -2.0), Number(s, 2.0)), "x");
    const Val density = s.rng().Chance(0.5)
                            ? Exp(-Square(x))
                            : s.Call("max", {1.0 - s.Call("abs", {x}), Number(s, 0.0)});
    s.If(Uniform(s, state) * peak < density, [&] {
      s.Set(result, x);
      s.Break();
    });
  });
  s.Hide(result, false);
  s.Output(s.rng().Chance(0.5) ? result : result * limit);
}

// Random elements of an array: a bootstrap mean, a random pair, a tournament.
void DrawBootstrap(Sketch& s) {
  const Type real = s.real();
  const int n = s.rng().Choose(std::array{32, 64, 100, 256, 1000});
  const int values = s.NewArray({real, {n}, lang::Fill::kUniform, -2.0, 2.0, Access::kInput, ""});
  const Val size = s.SizeOf(values, 0);
  const Val state = RandomState(s);
  const auto index = [&](std::string_view name) {
    return s.Let(RandomInt(s, state, s.Int(0), size), name);
  };
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    const Val draws = SampleCount(s, OneOf(s, {"num_draws", "batch_size", "resamples"}));
    Val total = s.Mutable(s.Real(0.0), OneOf(s, {"total", "acc"}));
    s.Hide(total);
    s.For(OneOf(s, {"k", "b"}), Val{}, draws, 0, [&](Val) {
      const Val value = s.At(values, {index(OneOf(s, {"j", "idx", "pick"}))});
      s.Update(total, BinaryOp::kAdd, s.rng().Chance(0.6) ? value : value * value);
    });
    s.Hide(total, false);
    return s.Output(total / AsNumber(s, draws, real));
  }
  if (kind == 1) {
    const Val i = index(OneOf(s, {"i0", "first", "src"}));
    const Val j = index(OneOf(s, {"i1", "second", "tgt"}));
    const Val a = s.Let(s.At(values, {i}), "a");
    const Val b = s.Let(s.At(values, {j}), "b");
    if (s.rng().Chance(0.5)) {
      const Val t = s.Let(AsReal(s, Uniform(s, state)), "t");
      return s.Output(s.rng().Chance(0.5) ? s.Call("lerp", {a, b, t}) : a + t * (b - a));
    }
    return s.Output(s.Own(s.InputArray(real)) +
                    s.NewArg(real, 0.2, 0.9, OneOf(s, {"weight", "F", "mutation"})) * (a - b));
  }
  Val best = s.Mutable(RandomInt(s, state, s.Int(0), size),
                       OneOf(s, {"best", "winner", "champion"}), Between(0.0, n - 1.0));
  s.Hide(best);
  s.ForCount(OneOf(s, {"k", "round_id"}), static_cast<int>(s.rng().Between(2, 8)), [&](Val) {
    const Val rival = index(OneOf(s, {"rival", "cand", "j"}));
    const Val better = s.rng().Chance(0.5) ? s.At(values, {rival}) > s.At(values, {best})
                                           : s.At(values, {rival}) < s.At(values, {best});
    s.If(better, [&] { s.Set(best, rival); });
  });
  s.Hide(best, false);
  s.Output(best);
}

// A particle that flies, is absorbed or scattered, with Russian roulette on its weight.
void DrawPhoton(Sketch& s) {
  const Val state = RandomState(s);
  const Val absorb = s.NewArg(kFloat, 0.05, 0.5, OneOf(s, {"mu_a", "absorption", "sigma_a"}));
  const Val scatter = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"mu_s", "scattering", "sigma_s"}));
  const Val total = s.Let(absorb + scatter, OneOf(s, {"mu_t", "sigma_t"}));
  Val weight =
      s.Mutable(Number(s, 1.0), OneOf(s, {"weight", "throughput", "w"}), Between(0.0, 10.0));
  Val depth = s.Mutable(Number(s, 0.0), OneOf(s, {"z", "depth"}));
  Val cosine = s.Mutable(Number(s, 1.0), OneOf(s, {"uz", "mu", "cos_dir"}), Between(-1.0, 1.0));
  Val deposit = s.Mutable(Number(s, 0.0), OneOf(s, {"absorbed", "deposit", "dose"}));
  for (const Val& v : {weight, depth, cosine, deposit}) {
    s.Hide(v);
  }
  const Val slab = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"thickness", "slab_depth"}));
  s.ForCount(
      OneOf(s, {"bounce", "event", "k"}), s.rng().Choose(std::array{8, 16, 20, 32, 50, 100}),
      [&](Val) {
        const Val path =
            s.Let(-s.Call("log", {s.Call("max", {Uniform(s, state), Number(s, 1e-6)})}) / total,
                  OneOf(s, {"s", "path", "free_path"}));
        s.Update(depth, BinaryOp::kAdd, path * cosine);
        s.If(depth < 0.0 || depth > slab, [&] { s.Break(); });
        const Val loss = s.Let(weight * absorb / total, OneOf(s, {"dw", "loss"}));
        s.Update(deposit, BinaryOp::kAdd, loss);
        s.Update(weight, BinaryOp::kSub, loss);
        s.Set(cosine, s.rng().Chance(0.5) ? 1.0 - 2.0 * Uniform(s, state)
                                          : Uniform(s, state, Number(s, -1.0), Number(s, 1.0)));
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
    s.Output(s.Select(depth > slab, s.Int(1), s.Int(0)), OneOf(s, {"transmitted", "escaped"}));
  }
}

}  // namespace warploom::synth
