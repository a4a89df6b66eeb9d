// Random: Monte Carlo estimates, walks and diffusions.
#include <array>

#include "synth/families/idiom_arrays.h"
#include "synth/families/random.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;
using lang::kVec3;
using lang::Type;

namespace {

Val Number(Sketch& s, double value) { return s.Real(value, kFloat); }

}  // namespace

// The mean of a function over random samples: areas by hits, integrals, expectations.
void DrawMonteCarlo(Sketch& s) {
  const Val state = RandomState(s);
  const Val samples = SampleCount(s, OneOf(s, {"num_samples", "samples", "n_samples"}));
  const std::string_view counter = OneOf(s, {"i", "k", "sample", "n"});
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    Val hits = s.Mutable(s.Int(0), OneOf(s, {"hits", "inside", "count"}), Between(0.0, 1000.0));
    const bool ball = s.rng().Chance(0.3);
    const Val radius = s.rng().Chance(0.4) ? s.NewArg(kFloat, 0.2, 1.0, "radius") : Number(s, 1.0);
    s.Hide(hits);
    s.For(counter, Val{}, samples, 0, [&](Val) {
      const auto coordinate = [&](std::string_view name) {
        return s.Let(s.rng().Chance(0.5) ? Uniform(s, state, Number(s, -1.0), Number(s, 1.0))
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
  Val total = s.Mutable(Number(s, 0.0), OneOf(s, {"total", "acc", "estimate"}));
  const bool variance = s.rng().Chance(0.35);
  Val squares = variance
                    ? s.Mutable(Number(s, 0.0), OneOf(s, {"total_sq", "sum_sq"}), Between(0.0, 1e6))
                    : Val{};
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
    const Val x = s.Let(number, OneOf(s, {"u", "x", "z"}));
    Val f = x;
    switch (s.rng().Below(4)) {
      case 0:
        f = Exp(-Square(x)) * a;
        break;
      case 1:
        f = s.Call("sin", {a * x}) * s.Draw(kFloat, 1);
        break;
      case 2:
        f = s.Call("max", {a + s.DrawNumber(kFloat, 0.1, 1.0) * x, Number(s, 0.0)});
        break;
      default:
        f = s.Draw(kFloat, 1) * x * x;
        break;
    }
    const Val value =
        variance || s.rng().Chance(0.5) ? s.Let(f, OneOf(s, {"f", "value", "sample_val"})) : f;
    s.Update(total, BinaryOp::kAdd, value);
    if (variance) {
      s.Update(squares, BinaryOp::kAdd, value * value);
    }
  });
  s.Hide(total, false);
  const Val n = AsNumber(s, samples, kFloat);
  const Val mean = s.Let(total / n, OneOf(s, {"mean", "average", "estimate"}));
  s.Output(mean);
  if (variance) {
    s.Hide(squares, false);
    s.Output(squares / n - mean * mean);
  }
}

// A walk on a line, in a box or on a grid.
void DrawRandomWalk(Sketch& s) {
  const Val state = RandomState(s);
  const Val steps = SampleCount(s, OneOf(s, {"num_steps", "steps", "walk_length"}));
  const std::string_view counter = OneOf(s, {"step", "k", "t"});
  if (s.rng().Chance(0.35)) {
    const int size = s.rng().Choose(std::array{16, 32, 64, 128});
    Val x = s.Mutable(s.Int(size / 2), OneOf(s, {"x", "cx"}), Between(0.0, size - 1.0));
    Val y = s.Mutable(s.Int(size / 2), OneOf(s, {"y", "cy"}), Between(0.0, size - 1.0));
    s.Hide(x);
    s.Hide(y);
    const bool wraps = s.rng().Chance(0.4);
    const Val n =
        s.rng().Chance(0.5) ? s.SizeArg(size, OneOf(s, {"size", "grid_size"})) : s.Int(size);
    const Val last =
        std::holds_alternative<lang::Literal>(s.module()[n.id].node) ? s.Int(size - 1) : n - 1.0;
    const auto move = [&](Val& v, int by) {
      if (wraps) {
        return s.Set(v, by > 0 ? (v + 1.0) % n : (v - 1.0 + n) % n);
      }
      s.Set(v, by > 0 ? s.Call("min", {v + 1.0, last}) : s.Call("max", {v - 1.0, s.Int(0)}));
    };
    s.For(counter, Val{}, steps, 0, [&](Val) {
      const Val dir =
          s.Let(RandomInt(s, state, s.Int(0), s.Int(4)), OneOf(s, {"dir", "move", "d"}));
      s.IfChain(
          std::array{dir == s.Int(0), dir == s.Int(1), dir == s.Int(2)},
          [&](int branch) { move(branch < 2 ? x : y, branch % 2 == 0 ? 1 : -1); }, true);
    });
    if (s.rng().Chance(0.5)) {
      const int visits = s.NewArray({kInt,
                                     {size, size},
                                     lang::Fill::kZero,
                                     0.0,
                                     0.0,
                                     Access::kAtomic,
                                     OneOf(s, {"visits", "heat", "occupancy"})});
      return s.AtomicAdd(visits, std::array{y, x}, s.Int(1));
    }
    return s.Output(y * n + x);
  }
  if (s.rng().Chance(0.5)) {
    Val p = s.Mutable(s.Own(s.InputArray(kVec3)), OneOf(s, {"p", "pos", "x"}));
    const Val size = s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"step_size", "sigma", "delta"}));
    s.Hide(p);
    s.For(counter, Val{}, steps, 0, [&](Val) {
      if (s.rng().Chance(0.5)) {
        return s.Update(
            p, BinaryOp::kAdd,
            SampleShape(s, OneOf(s, {"sample_unit_sphere_surface", "sample_unit_sphere"}), state) *
                size);
      }
      const Val kick =
          s.Let(s.Construct(kVec3, {Normal(s, state), Normal(s, state), Normal(s, state)}),
                OneOf(s, {"kick", "noise", "dw"}));
      s.Update(p, BinaryOp::kAdd, size * kick);
    });
    s.Hide(p, false);
    return s.rng().Chance(0.6) ? s.Output(p) : s.Output(s.Call("length", {p}));
  }
  Val x = s.Mutable(StartValue(s), OneOf(s, {"x", "pos", "height"}));
  const Val size = s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"step_size", "delta"}));
  const Val wall = s.NewArg(kFloat, 1.0, 4.0, OneOf(s, {"wall", "bound", "limit"}));
  s.Hide(x);
  s.For(counter, Val{}, steps, 0, [&](Val) {
    if (s.rng().Chance(0.5)) {
      s.If(
          Uniform(s, state) < s.DrawNumber(kFloat, 0.3, 0.7),
          [&] { s.Update(x, BinaryOp::kAdd, size); }, [&] { s.Update(x, BinaryOp::kSub, size); });
    } else {
      s.Update(x, BinaryOp::kAdd,
               size * (s.rng().Chance(0.5) ? Normal(s, state)
                                           : Uniform(s, state, Number(s, -1.0), Number(s, 1.0))));
    }
    switch (s.rng().Below(3)) {
      case 0:
        return s.If(x > wall, [&] { s.Set(x, 2.0 * wall - x); });
      case 1:
        return s.If(s.Call("abs", {x}) > wall, [&] { s.Break(); });
      default:
        return s.Set(x, s.Call("clamp", {x, -wall, wall}));
    }
  });
  s.Hide(x, false);
  s.Output(x);
}

// Euler-Maruyama steps of a stochastic differential equation; an option's pay-off.
void DrawDiffusion(Sketch& s) {
  const Val state = RandomState(s);
  const Val dt = s.NewArg(kFloat, 0.001, 0.05, "dt");
  const Val steps = SampleCount(s, OneOf(s, {"num_steps", "steps"}));
  const Val sigma = s.NewArg(kFloat, 0.1, 0.6, OneOf(s, {"sigma", "vol", "noise"}));
  const auto kind = s.rng().Below(3);
  const bool geometric = kind == 0;
  const int starts = s.NewArray({kFloat,
                                 {},
                                 lang::Fill::kUniform,
                                 0.5,
                                 2.0,
                                 Access::kInput,
                                 geometric ? OneOf(s, {"spot", "prices"}) : ""});
  const Val mu = s.NewArg(kFloat, 0.0, 0.5, OneOf(s, {"mu", "drift", "rate"}));
  const Val theta = kind == 1 ? s.NewArg(kFloat, 0.2, 2.0, "theta") : Val{};
  Val x = s.Mutable(s.Own(starts), geometric ? OneOf(s, {"S", "price"}) : OneOf(s, {"x", "y"}));
  const Val root = s.Let(s.Call("sqrt", {dt}), OneOf(s, {"sqrt_dt", "sdt"}));
  Val best = s.rng().Chance(0.3) ? s.Mutable(x, OneOf(s, {"peak", "running_max"})) : Val{};
  s.Hide(x);
  const bool exact = s.rng().Chance(0.5);
  s.For(OneOf(s, {"step", "k", "t"}), Val{}, steps, 0, [&](Val) {
    const Val noise = s.Let(exact && geometric ? Normal(s, state) : root * Normal(s, state),
                            OneOf(s, {"dw", "z", "xi"}));
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
    return s.Output(s.rng().Chance(0.5) ? s.Call("max", {top - strike, Number(s, 0.0)})
                                        : s.Call("max", {strike - x, Number(s, 0.0)}));
  }
  s.Output(x);
  if (best.is_valid()) {
    s.Output(best);
  }
}

}  // namespace warploom::synth
