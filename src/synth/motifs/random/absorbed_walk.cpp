// Random walks until something absorbs them: on spheres to a boundary whose values solve Laplace's
// equation inside, or over the cells of a map.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kInt;
using lang::kVec2;
using lang::Type;

Val Count(Sketch& s, std::initializer_list<int> counts, Words names) {
  const int count = s.rng().Choose(std::span(counts.begin(), counts.size()));
  return s.rng().Chance(0.5) ? s.SizeArg(count, names) : s.Int(count);
}

// def distance(p): how far the boundary lies.
lang::FuncId DefineDistance(Sketch& s, Type vec) {
  const std::array params = {Sketch::Param{OneOf(s, {"p", "x"}), vec, Between(-2.0, 2.0)}};
  const auto kind = s.rng().Below(3);
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"boundary_dist", "domain_sdf", "wall_distance"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val radius = s.DrawLiteral(kFloat, 1.2, 3.0);
        const Val ball = radius - s.Call("length", {p[0]});
        if (kind == 0) {
          return {Known(ball, -3.0, 3.0)};
        }
        Val box = radius - s.Call("abs", {p[0][0]});
        for (int k = 1; k < vec.rows; ++k) {
          box = s.Call("min", {box, radius - s.Call("abs", {p[0][k]})});
        }
        if (kind == 1) {
          return {Known(box, -3.0, 3.0)};
        }
        const Val outer = Named(s, ball, {"outer", "d_out"});
        const Val inner =
            Named(s, s.Call("length", {p[0]}) - s.DrawLiteral(kFloat, 0.1, 0.4), {"inner", "d_in"});
        return {Known(s.Call("min", {outer, inner}), -3.0, 3.0)};
      });
  s.Hide(helper);
  return helper;
}

// def boundary_value(p): what is known at the boundary.
lang::FuncId DefineBoundary(Sketch& s, Type vec) {
  const std::array params = {Sketch::Param{OneOf(s, {"p", "x"}), vec, Between(-4.0, 4.0)}};
  const lang::FuncId helper =
      s.DefineHelper(OneOf(s, {"boundary_value", "dirichlet", "g_boundary"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val wave = s.Call("sin", {s.DrawLiteral(kFloat, 1.0, 4.0) * p[0][0]});
                       const Val drawn = s.Draw(kFloat, 2);
                       return {Known(wave * p[0][1] + drawn, -100.0, 100.0)};
                     });
  s.Hide(helper);
  return helper;
}

// Each step goes to a random point of the largest sphere that fits.
void OnSpheres(Sketch& s) {
  const bool flat = s.rng().Chance(0.5);
  const Type vec = flat ? kVec2 : lang::kVec3;
  const lang::FuncId distance = DefineDistance(s, vec);
  const lang::FuncId boundary = DefineBoundary(s, vec);
  const Val start = Read(s, vec, {"points", "query_points", "x0"}, {"start", "p0"}, {-0.8, 0.8});
  const Val state = RandomState(s);
  const Val walks = Count(s, {4, 8, 16, 32}, {"num_walks", "walks"});
  const Val steps = Count(s, {16, 32, 64}, {"max_steps", "max_bounces"});
  const Val shell =
      s.rng().Chance(0.5) ? Arg(s, kFloat, {"eps", "shell"}, {0.001, 0.02}) : Single(s, 0.001);
  const bool source = s.rng().Chance(0.4);
  const Val strength =
      source ? ReadOnce(s, Coefficient(s, kFloat, {"source", "f_src"}, {0.1, 2.0}), "f_i") : Val{};
  const bool screened = !source && s.rng().Chance(0.3);
  Val total = s.Mutable(Single(s, 0.0), {"total", "acc"}, Between(-1e4, 1e4));
  s.Hide(total);
  s.For({"walk", "w"}, Val{}, walks, 0, [&](const Val&) {
    Val p = s.Mutable(start, {"p", "x"}, Between(-4.0, 4.0));
    s.Hide(p);
    Val weight =
        screened ? s.Mutable(Single(s, 1.0), {"weight", "throughput"}, Between(0.0, 1.0)) : Val{};
    s.For({"step", "b"}, Val{}, steps, 0, [&](const Val&) {
      const Val r = Named(s, s.CallHelper(distance, std::array{p}), {"r", "radius"});
      s.If(r < shell, [&] { s.Break(); });
      if (source) {
        s.Update(total, BinaryOp::kAdd, strength * r * r * Single(s, flat ? 0.25 : 0.1667));
      }
      if (screened) {
        s.Update(weight, BinaryOp::kMul,
                 1.0 / (1.0 + s.DrawLiteral(kFloat, 0.1, 1.0) * Known(r * r, 0.0, 9.0)));
      }
      Val direction;
      if (!flat) {
        direction = SampleShape(s, "sample_unit_sphere_surface", state);
      } else if (s.rng().Chance(0.5)) {
        direction = SampleShape(s, "sample_unit_ring", state);
      } else {
        const Val angle = Named(s, Single(s, 6.2831853) * Uniform(s, state), {"theta", "phi"});
        direction = s.Make(kVec2, {s.Call("cos", {angle}), s.Call("sin", {angle})});
      }
      s.Update(p, BinaryOp::kAdd, direction * r);
    });
    const Val value = s.CallHelper(boundary, std::array{p});
    s.Update(total, BinaryOp::kAdd, screened ? weight * value : value);
  });
  OutputNamed(s, Shown(total) / AsNumber(s, walks, kFloat), {"solution", "u_out", "estimates"});
}

// Up, down, left or right over a map with walls, exits and what each cell costs.
void OverCells(Sketch& s) {
  const int size = s.rng().Choose(std::array{16, 32, 64});
  const double last = size - 1.0;
  const int map =
      Input(s, kInt, {size, size}, OneOf(s, {"cell_type", "maze", "cell_map"}), 0.0, 3.0);
  const int costs = s.rng().Chance(0.6) ? Input(s, kFloat, {size, size},
                                                OneOf(s, {"costs", "heat", "reward_map"}), 0.0, 1.0)
                                        : -1;
  const Type pair = lang::VecType(2, lang::Scalar::kInt32);
  const Val start = Read(s, pair, {"starts", "start_cells"}, {"cell0", "start"}, {0.0, last});
  const Val state = RandomState(s);
  using NamePair = std::array<std::string_view, 2>;
  static constexpr std::array<NamePair, 3> kHere = {{{"r", "c"}, {"cy", "cx"}, {"row", "col"}}};
  static constexpr std::array<NamePair, 2> kThere = {{{"nr", "nc"}, {"row_next", "col_next"}}};
  const NamePair& here = s.rng().Choose(kHere);
  const NamePair& there = s.rng().Choose(kThere);
  const Val gain = costs >= 0 && s.rng().Chance(0.5)
                       ? Named(s, s.Draw(kFloat, 2), {"gain", "cost_scale"})
                       : Val{};
  Val row = s.Mutable(start[0], here[0], Between(0.0, last));
  Val column = s.Mutable(start[1], here[1], Between(0.0, last));
  Val taken = s.Mutable(s.Int(0), {"taken", "moves"}, Between(0.0, 1000.0));
  Val spent = costs >= 0 ? s.Mutable(Single(s, 0.0), {"spent", "gathered"}) : Val{};
  s.Hide(row);
  s.Hide(column);
  s.Hide(taken);
  if (costs >= 0) {
    s.Hide(spent);
  }
  const Val discount = costs >= 0 && s.rng().Chance(0.4)
                           ? Coefficient(s, kFloat, {"gamma", "decay"}, {0.8, 0.99})
                           : Val{};
  const Val bias =
      s.rng().Chance(0.4) ? Coefficient(s, kFloat, {"drift", "p_right"}, {0.3, 0.6}) : Val{};
  const Val steps = Count(s, {32, 64, 100, 200}, {"max_steps", "walk_length"});
  const Val exit = s.Int(s.rng().Chance(0.5) ? 3 : 2);
  const auto clamped = [&](const Val& v) {
    return s.Call("clamp", {v, s.Int(0), s.Int(size - 1)});
  };
  s.For({"step", "t"}, Val{}, steps, 0, [&](const Val&) {
    s.If(s.At(map, {row, column}) == exit, [&] { s.Break(); });
    Val nr = s.Mutable(row, there[0], Between(0.0, last));
    Val nc = s.Mutable(column, there[1], Between(0.0, last));
    const auto move = [&](int branch) {
      Val& v = branch < 2 ? nc : nr;
      s.Set(v, clamped(branch % 2 == 0 ? v + 1 : v - 1));
    };
    if (bias.is_valid()) {
      const Val u = Named(s, Uniform(s, state), {"u", "roll"});
      const std::array conditions = {u < bias, u < bias + 0.2, u < bias + 0.3};
      s.IfChain(conditions, move, true);
    } else {
      const Val turn = Named(s, RandomInt(s, state, s.Int(0), s.Int(4)), {"turn", "d"});
      const std::array conditions = {turn == s.Int(0), turn == s.Int(1), turn == s.Int(2)};
      s.IfChain(conditions, move, true);
    }
    s.If(s.At(map, {nr, nc}) != s.Int(1), [&] {
      s.Set(row, nr);
      s.Set(column, nc);
    });
    if (costs >= 0) {
      const Val plain = s.At(costs, {row, column});
      const Val cost = gain.is_valid() ? plain * gain : plain;
      s.Set(spent, discount.is_valid() ? spent * discount + cost : spent + cost);
    }
    s.Update(taken, BinaryOp::kAdd, s.Int(1));
  });
  Shown(taken);
  if (s.rng().Chance(0.5)) {
    const int ends = Totals(s, kInt, {size, size}, OneOf(s, {"arrivals", "end_counts"}));
    s.AtomicAdd(ends, std::array{row, column}, s.Int(1));
  }
  OutputNamed(s, taken, {"steps_out", "exit_times"});
  if (costs >= 0) {
    OutputNamed(s, Shown(spent), {"spent_out", "returns_out"});
  }
}

void DrawAbsorbedWalk(Sketch& s) { s.rng().Chance(0.55) ? OnSpheres(s) : OverCells(s); }

}  // namespace

Motif AbsorbedWalkMotif() {
  return {.name = "absorbed-walk",
          .family = Family::kRandom,
          .weight = 1.0,
          .draw = DrawAbsorbedWalk,
          .min_dims = 1,
          .max_dims = 1,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
