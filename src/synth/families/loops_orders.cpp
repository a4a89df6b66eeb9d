// Loops: backwards over a row, a triangle or a polynomial; loops that a flag or a break ends.
#include <array>
#include <vector>

#include "synth/families/idiom_arrays.h"
#include "synth/families/loops.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

// A loop from the last to the first of `count` things: reversed(range(n)) or a negative step.
void DownFrom(Sketch& s, std::string_view name, const Val& count,
              const std::function<void(Val)>& body) {
  if (s.rng().Chance(0.4)) {
    return s.ForReversed(name, Val{}, count, body);
  }
  const auto* literal = std::get_if<lang::Literal>(&s.module()[count.id].node);
  const Val last = literal != nullptr ? s.Int(literal->integer - 1) : count - 1.0;
  s.For(name, last, s.Int(-1), -1, body);
}

}  // namespace

// What is still to come of each step of a row: discounted returns, suffix sums, backward filters.
void DrawBackwardScan(Sketch& s) {
  const Type real = s.real();
  const int steps = s.rng().Choose(std::array{8, 12, 16, 20, 24, 32, 50, 64});
  const std::vector<int> shape = {s.dims()[0], steps};
  const int in = Input(s, real, shape, OneOf(s, {"rewards", "gains", "signal", "costs", "deltas"}));
  const bool masked = s.rng().Chance(0.35);
  const int ends = masked ? Indices(s, shape, 2, OneOf(s, {"dones", "resets", "breaks"})) : -1;
  const bool given = s.rng().Chance(0.6);
  const std::string_view factor_name = OneOf(s, {"gamma", "decay", "discount"});
  const Val factor = given ? s.NewArg(real, 0.5, 0.99, factor_name) : s.DrawNumber(real, 0.5, 0.99);
  const int out = Result(s, real, shape, OneOf(s, {"returns", "suffix", "to_go", "backward"}));
  const Val bound = Extent(s, in, 1, OneOf(s, {"num_steps", "horizon", "length"}));
  const Val running = Accumulator(s, real, OneOf(s, {"running", "acc", "future", "total"}));
  DownFrom(s, OneOf(s, {"t", "k", "step"}), bound, [&](Val t) {
    const std::array at = {s.Thread(0), t};
    Val sum = running;
    if (masked) {
      const Val ended = s.At(ends, at) != 0.0;
      s.If(ended, [&] { s.Set(sum, s.Real(0.0)); });
    }
    const Val step = s.Let(s.At(in, at), OneOf(s, {"r", "x", "value"}));
    const Val gain = s.rng().Chance(0.3) ? s.Draw(real, 1) * step : step;
    s.Set(sum, gain + factor * running);
    s.StoreAt(out, at, running);
  });
  Shown(running);
  if (s.rng().Chance(0.4)) {
    s.Output(running);
  }
}

// x of an upper triangular system, one row a thread's matrix.
void DrawBackSubstitution(Sketch& s) {
  const Type real = s.real().scalar == lang::Scalar::kFloat16 ? lang::kFloat : s.real();
  const int n = s.rng().Choose(std::array{3, 4, 4});
  const Type vec = lang::VecType(n, real.scalar);
  const Val upper =
      s.Let(s.Own(Input(s, lang::MatType(n, n, real.scalar), {}, OneOf(s, {"R", "upper", "U"}))),
            OneOf(s, {"r", "u", "a"}));
  const Val rhs = s.Let(s.Own(Input(s, vec, {}, OneOf(s, {"rhs", "b_vecs", "targets"}))), "b");
  Val x = s.Mutable(s.Construct(vec, {}), OneOf(s, {"x", "sol", "y"}));
  s.Hide(x);
  const bool damped = s.rng().Chance(0.4);
  const Val damping = damped ? s.NewArg(real, 0.1, 1.0, OneOf(s, {"damping", "eps"})) : Val{};
  DownFrom(s, "row", s.Int(n), [&](Val row) {
    Val sum = s.Mutable(rhs[row], OneOf(s, {"sum", "acc", "r_i"}));
    s.Hide(sum);
    s.For("col", row + 1.0, s.Int(n), 0, [&](Val col) {
      s.Update(sum, BinaryOp::kSub, upper.at(row, Known(col, 0, n - 1)) * x[Known(col, 0, n - 1)]);
    });
    const Val diagonal = upper.at(row, row);
    s.SetPart(x[row], sum / (damped ? s.Call("abs", {diagonal}) + damping : diagonal));
  });
  s.Hide(x, false);
  if (s.rng().Chance(0.5)) {
    return s.Output(x);
  }
  s.Output(s.Call("dot", {x, rhs}) * s.Draw(real, 0));
}

// A polynomial from its highest power down, its coefficients in a table.
void DrawHorner(Sketch& s) {
  const Type real = s.real();
  const int terms = static_cast<int>(s.rng().Between(3, 9));
  const Val x = Source(s, OneOf(s, {"x", "t", "u"}));
  const Val small = s.Let(s.Call("clamp", {x, s.Real(-1.0), s.Real(1.0)}), "z");
  const bool each = s.rng().Chance(0.4);
  std::vector<int> shape = {terms};
  if (each) {
    shape.insert(shape.begin(), s.dims()[0]);
  }
  const int table = Input(s, real, shape, OneOf(s, {"coeffs", "coefficients", "poly"}));
  const Val value = Accumulator(s, real, OneOf(s, {"p", "poly_value", "y"}));
  const bool slope = s.rng().Chance(0.3);
  const Val derivative = slope ? Accumulator(s, real, "dp") : Val{};
  DownFrom(s, OneOf(s, {"k", "i_term", "power"}), Extent(s, table, each ? 1 : 0, "num_terms"),
           [&](Val k) {
             Val sum = value;
             if (slope) {
               Val d = derivative;
               s.Set(d, d * small + sum);
             }
             const Val term = each ? s.At(table, {s.Thread(0), k}) : s.At(table, {k});
             s.Set(sum, sum * small + term);
           });
  s.Output(Finished(s, Shown(value)));
  if (slope) {
    s.Output(Shown(derivative));
  }
}

// The first of a row that passes a test, with a flag that remembers whether there was one.
void DrawFlagSearch(Sketch& s) {
  const Type real = s.real();
  const int count = s.rng().Choose(std::array{8, 16, 20, 32, 48, 100});
  const int row = Input(s, real, {s.dims()[0], count}, OneOf(s, {"samples", "heights", "levels"}));
  const bool given = s.rng().Chance(0.6);
  const Val limit = given ? s.NewArg(real, 0.2, 0.9, "threshold") : s.DrawNumber(real, 0.2, 0.9);
  const Val bound = Extent(s, row, 1, OneOf(s, {"num_samples", "count"}));
  Val found = s.Mutable(s.Bool(false), OneOf(s, {"found", "hit", "inside"}), Between(0.0, 1.0));
  Val first =
      s.Mutable(s.Int(-1), OneOf(s, {"first", "best_k", "hit_index"}), Between(-1.0, count - 1.0));
  Val value = s.Mutable(s.Real(0.0), OneOf(s, {"best", "at_hit", "level"}));
  for (const Val& hidden : {found, first, value}) {
    s.Hide(hidden);
  }
  const bool stops = s.rng().Chance(0.4);
  s.For(OneOf(s, {"k", "j", "m"}), Val{}, bound, 0, [&](Val k) {
    const Val x = s.Let(s.At(row, {s.Thread(0), k}));
    const Val passes = s.rng().Chance(0.7) ? x > limit : x * s.Draw(real, 1) > limit;
    s.If(stops ? passes : !found && passes, [&] {
      s.Set(found, s.Bool(true));
      s.Set(first, k);
      s.Set(value, x);
      if (stops) {
        s.Break();
      }
    });
  });
  for (const Val& hidden : {first, value}) {
    s.Hide(hidden, false);
  }
  const bool negated = s.rng().Chance(0.3);
  Val result = s.Let(s.rng().Chance(0.5) ? s.Real(-1.0) : s.Real(0.0), "result");
  s.Hide(result);
  s.If(negated ? !found : found, [&] {
    const Val other = s.Draw(real, 1);
    s.Set(result, negated ? other : (value - limit) * other);
  });
  s.Hide(result, false);
  s.Output(result);
  s.Output(first);
}

// The least of a row, starting from what is greater than everything.
void DrawLeastOfRow(Sketch& s) {
  const Type real = s.real();
  const int count = s.rng().Choose(std::array{8, 16, 24, 32, 50, 64, 100});
  const int row = Input(s, real, {s.dims()[0], count}, OneOf(s, {"costs", "dists", "errors"}));
  const Val bound = Extent(s, row, 1, OneOf(s, {"num_candidates", "count"}));
  const bool most = s.rng().Chance(0.3);
  const Val infinite = s.Number(lang::NumberName::kInf, real);
  Val best = s.Mutable(most ? -infinite : infinite, OneOf(s, {"best", "limit", "extreme"}));
  Val where = s.Mutable(s.Int(-1), OneOf(s, {"arg", "best_k", "which"}), Between(-1, count - 1.0));
  s.Hide(best);
  s.Hide(where);
  s.For(OneOf(s, {"k", "j", "c"}), Val{}, bound, 0, [&](Val k) {
    const Val element = s.At(row, {s.Thread(0), k});
    const bool weighted = s.rng().Chance(0.5);
    const Val x = s.Let(weighted ? element * s.Draw(real, 1) : element, OneOf(s, {"x", "cost"}));
    s.If(most ? x > best : x < best, [&] {
      s.Set(best, x);
      s.Set(where, k);
    });
  });
  s.Hide(best, false);
  s.Hide(where, false);
  s.Output(best);
  s.Output(where);
}

// while True: until the change is small or the steps are used up.
void DrawEndlessLoop(Sketch& s) {
  const Type real = s.real();
  const Val start = s.Own(s.InputArray(real));
  Val x = s.Mutable(start, OneOf(s, {"x", "guess", "z", "root"}));
  const int most = s.rng().Choose(std::array{4, 8, 10, 16, 20, 32, 64});
  const bool given = s.rng().Chance(0.4);
  const Val limit = given ? s.SizeArg(most, "max_iters") : s.Int(most);
  Val count = s.Mutable(s.Int(0), OneOf(s, {"count", "it", "steps"}), Between(0.0, most));
  s.Hide(count);
  s.While(s.Bool(true), [&] {
    const Val pull = s.Call("tanh", {s.Draw(real, 2)});
    const Val next = s.Let(s.DrawNumber(real, 0.2, 0.8) * x + pull, OneOf(s, {"next_x", "nx"}));
    const Val change = s.Let(s.Call("abs", {next - x}), OneOf(s, {"delta", "err", "change"}));
    s.Set(x, next);
    s.Update(count, BinaryOp::kAdd, s.Int(1));
    const bool together = s.rng().Chance(0.5);
    const Val close = change < s.DrawNumber(real, 0.001, 0.1);
    if (together) {
      return s.If(close || count >= limit, [&] { s.Break(); });
    }
    s.If(close, [&] { s.Break(); });
    s.If(count >= limit, [&] { s.Break(); });
  });
  s.Hide(count, false);
  s.Output(x);
  if (s.rng().Chance(0.4)) {
    s.Output(count);
  }
}

}  // namespace warploom::synth
