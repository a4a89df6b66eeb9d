// Random walks until absorption: walk on spheres, which solves Laplace's equation from its values
// at the boundary, or a walk over the cells of a map.
#include <array>

#include "synth/kit/arguments.h"
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
using lang::kVec2;
using lang::Type;

// One of the counts, as an argument or a literal.
Val DrawCount(Sketch& s, std::initializer_list<int> counts, Words names) {
  const int count = s.rng().Choose(std::span(counts.begin(), counts.size()));
  return SizeOrLiteral(s, count, names, 0.5);
}

// def distance(p): the distance to the boundary.
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

// def boundary_value(p): the solution at the boundary.
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

Val RandomDirection(Sketch& s, const Val& state, bool flat) {
  if (!flat) {
    return SampleShape(s, "sample_unit_sphere_surface", state);
  }
  if (s.rng().Chance(0.5)) {
    return SampleShape(s, "sample_unit_ring", state);
  }
  const Val angle = Named(s, Single(s, 6.2831853) * Uniform(s, state), {"theta", "phi"});
  return s.Make(kVec2, {s.Call("cos", {angle}), s.Call("sin", {angle})});
}

// Walk on spheres: each step goes to a random point of the largest sphere inside the boundary.
void OnSpheres(Sketch& s) {
  const bool flat = s.rng().Chance(0.5);
  const Type vec = flat ? kVec2 : lang::kVec3;
  const lang::FuncId distance = DefineDistance(s, vec);
  const lang::FuncId boundary = DefineBoundary(s, vec);
  const Val start = Read(s, vec, {"points", "query_points", "x0"}, {"start", "p0"}, {-0.8, 0.8});
  const Val state = RandomState(s);
  const Val walks = DrawCount(s, {4, 8, 16, 32}, {"num_walks", "walks"});
  const Val steps = DrawCount(s, {16, 32, 64}, {"max_steps", "max_bounces"});
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
      s.Update(p, BinaryOp::kAdd, RandomDirection(s, state, flat) * r);
    });
    const Val value = s.CallHelper(boundary, std::array{p});
    s.Update(total, BinaryOp::kAdd, screened ? weight * value : value);
  });
  OutputNamed(s, Shown(total) / AsNumber(s, walks, kFloat), {"solution", "u_out", "estimates"});
}

// A walk over a map with walls, exits and costs.
struct CellWalk {
  int size;
  int map, costs;  // No costs: -1.
  Val state, exit, steps;
  Val gain, discount, bias;  // Invalid if unused.
  Val row, column, taken;
  Val spent;  // Invalid without costs.
  std::array<std::string_view, 2> next_names;

  bool has_costs() const { return costs >= 0; }
  double last() const { return size - 1.0; }
};

// The walk's variables at its start.
void StartCellWalk(Sketch& s, CellWalk& walk, const Val& start,
                   const std::array<std::string_view, 2>& names) {
  walk.row = s.Mutable(start[0], names[0], Between(0.0, walk.last()));
  walk.column = s.Mutable(start[1], names[1], Between(0.0, walk.last()));
  walk.taken = s.Mutable(s.Int(0), {"taken", "moves"}, Between(0.0, 1000.0));
  walk.spent = walk.has_costs() ? s.Mutable(Single(s, 0.0), {"spent", "gathered"}) : Val{};
  s.Hide(walk.row);
  s.Hide(walk.column);
  s.Hide(walk.taken);
  if (walk.has_costs()) {
    s.Hide(walk.spent);
  }
}

CellWalk DrawCellWalk(Sketch& s) {
  CellWalk walk;
  walk.size = s.rng().Choose(std::array{16, 32, 64});
  const std::vector<int> shape = {walk.size, walk.size};
  walk.map = Input(s, kInt, shape, OneOf(s, {"cell_type", "maze", "cell_map"}), 0.0, 3.0);
  walk.costs = s.rng().Chance(0.6)
                   ? Input(s, kFloat, shape, OneOf(s, {"costs", "heat", "reward_map"}), 0.0, 1.0)
                   : -1;
  const Type pair = lang::VecType(2, lang::Scalar::kInt32);
  const Val start =
      Read(s, pair, {"starts", "start_cells"}, {"cell0", "start"}, {0.0, walk.last()});
  walk.state = RandomState(s);
  using NamePair = std::array<std::string_view, 2>;
  static constexpr std::array<NamePair, 3> kHere = {{{"r", "c"}, {"cy", "cx"}, {"row", "col"}}};
  static constexpr std::array<NamePair, 2> kNext = {{{"nr", "nc"}, {"row_next", "col_next"}}};
  const NamePair& here = s.rng().Choose(kHere);
  walk.next_names = s.rng().Choose(kNext);
  if (walk.has_costs() && s.rng().Chance(0.5)) {
    walk.gain = Named(s, s.Draw(kFloat, 2), {"gain", "cost_scale"});
  }
  StartCellWalk(s, walk, start, here);
  if (walk.has_costs() && s.rng().Chance(0.4)) {
    walk.discount = Coefficient(s, kFloat, {"gamma", "decay"}, {0.8, 0.99});
  }
  if (s.rng().Chance(0.4)) {
    walk.bias = Coefficient(s, kFloat, {"drift", "p_right"}, {0.3, 0.6});
  }
  walk.steps = DrawCount(s, {32, 64, 100, 200}, {"max_steps", "walk_length"});
  walk.exit = s.Int(s.rng().Chance(0.5) ? 3 : 2);
  return walk;
}

// Moves to one of the four neighboring cells, perhaps more often to the right, unless it is a wall.
void MoveToNeighbor(Sketch& s, CellWalk& walk) {
  Val row = s.Mutable(walk.row, walk.next_names[0], Between(0.0, walk.last()));
  Val column = s.Mutable(walk.column, walk.next_names[1], Between(0.0, walk.last()));
  const auto move = [&](int branch) {
    Val& v = branch < 2 ? column : row;
    const Val next = branch % 2 == 0 ? v + 1 : v - 1;
    s.Set(v, s.Call("clamp", {next, s.Int(0), s.Int(walk.size - 1)}));
  };
  if (walk.bias.is_valid()) {
    const Val u = Named(s, Uniform(s, walk.state), {"u", "roll"});
    const std::array conditions = {u < walk.bias, u < walk.bias + 0.2, u < walk.bias + 0.3};
    s.IfChain(conditions, move, true);
  } else {
    RandomBranch(s, walk.state, {"turn", "d"}, move);
  }
  s.If(s.At(walk.map, {row, column}) != s.Int(1), [&] {
    s.Set(walk.row, row);
    s.Set(walk.column, column);
  });
}

void OverCells(Sketch& s) {
  CellWalk walk = DrawCellWalk(s);
  s.For({"step", "t"}, Val{}, walk.steps, 0, [&](const Val&) {
    s.If(s.At(walk.map, {walk.row, walk.column}) == walk.exit, [&] { s.Break(); });
    MoveToNeighbor(s, walk);
    if (walk.has_costs()) {
      const Val plain = s.At(walk.costs, {walk.row, walk.column});
      const Val cost = walk.gain.is_valid() ? plain * walk.gain : plain;
      s.Set(walk.spent,
            walk.discount.is_valid() ? walk.spent * walk.discount + cost : walk.spent + cost);
    }
    s.Update(walk.taken, BinaryOp::kAdd, s.Int(1));
  });
  Shown(walk.taken);
  if (s.rng().Chance(0.5)) {
    const int ends = Totals(s, kInt, {walk.size, walk.size}, OneOf(s, {"arrivals", "end_counts"}));
    s.AtomicAdd(ends, std::array{walk.row, walk.column}, s.Int(1));
  }
  OutputNamed(s, walk.taken, {"steps_out", "exit_times"});
  if (walk.has_costs()) {
    OutputNamed(s, Shown(walk.spent), {"spent_out", "returns_out"});
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
