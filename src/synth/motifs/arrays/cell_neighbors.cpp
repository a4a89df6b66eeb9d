// Neighbor search on a uniform grid: particles are sorted by cell; each visits the cells around its
// own and sums the contributions of particles within a radius.
#include <algorithm>
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

struct Grid2 {
  Type real, vec;
  int axes = 3;
  int cells = 8;  // Per axis.
  int starts = -1;
  int ends = -1;  // -1: a cell ends where the next one starts.
  int sorted = -1;
  bool hashed = false;
  Val size, last, origin, inverse;
  lang::FuncId key;
};

// def cell_key(i, j, k, n): the index of a cell, in row-major order or hashed.
lang::FuncId DefineKey(Sketch& s, const Grid2& g) {
  static constexpr std::array<std::string_view, 3> kNames = {"i", "j", "k"};
  std::vector<Sketch::Param> params;
  for (int axis = 0; axis < g.axes; ++axis) {
    params.push_back({kNames[static_cast<size_t>(axis)], lang::kInt, Between(0.0, g.cells - 1.0)});
  }
  params.push_back({"n", lang::kInt, Exactly(g.cells)});
  const double last = g.axes == 3 ? g.cells * g.cells * g.cells - 1.0 : g.cells * g.cells - 1.0;
  return s.DefineHelper(OneOf(s, {"cell_key", "cell_index", "flat_cell"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val& n = p.back();
                          if (g.hashed) {
                            Val h = p[0] * s.Int(73856) ^ p[1] * s.Int(19349);
                            h = g.axes == 3 ? h ^ p[2] * s.Int(83492) : h;
                            const Val all = g.axes == 3 ? n * n * n : n * n;
                            return {Known(Known(h, 0.0, 8e6) % all, 0.0, last)};
                          }
                          Val key = p[static_cast<size_t>(g.axes) - 1];
                          for (int axis = g.axes - 2; axis >= 0; --axis) {
                            key = key * n + p[static_cast<size_t>(axis)];
                          }
                          return {Known(key, 0.0, last)};
                        });
}

Grid2 DrawGrid(Sketch& s) {
  Grid2 g;
  g.real = Precise(s);
  g.axes = s.rng().Chance(0.6) ? 3 : 2;
  g.vec = VecOf(g.real, g.axes);
  g.cells = s.rng().Choose(g.axes == 3 ? std::array{4, 5, 6} : std::array{8, 10, 12});
  g.hashed = s.rng().Chance(0.25);
  const int count = g.axes == 3 ? g.cells * g.cells * g.cells : g.cells * g.cells;
  const int points = s.dims()[0];
  const bool two = s.rng().Chance(0.5);
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.shape = {two ? count : count + 1};
  spec.fill = Fill::kSorted;
  spec.low = 0.0;
  spec.high = std::min(points, 4 * count);  // Few particles per cell, whatever the starts.
  spec.name = OneOf(s, {"cell_start", "cell_begin", "cell_offsets"});
  g.starts = s.NewArray(spec);
  if (two) {
    spec.low = spec.high / 4.0;  // Mostly after the start.
    spec.name = OneOf(s, {"cell_end", "cell_stop"});
    g.ends = s.NewArray(spec);
  }
  g.sorted = Permutation(s, points, OneOf(s, {"sorted_ids", "particle_ids", "order"}));
  g.size = SizeOrLiteral(s, g.cells, {"grid_dim", "num_cells", "res"}, 0.7);
  const bool literal = std::holds_alternative<lang::Literal>(s.module()[g.size.id].node);
  g.last = literal ? s.Int(g.cells - 1) : g.size - 1;
  g.origin = Arg(s, g.vec, {"grid_lo", "lower", "grid_origin"}, {-1.5, -1.0});
  g.inverse = Arg(s, g.real, {"inv_cell", "inv_cell_size", "cells_per_unit"}, {0.8, 1.6});
  g.key = DefineKey(s, g);
  s.Hide(g.key);
  return g;
}

// The cell that contains a point, clamped to the grid.
std::vector<Val> CellOf(Sketch& s, const Grid2& g, const Val& x) {
  static constexpr std::array<std::array<std::string_view, 3>, 3> kNames = {
      {{"cx", "cy", "cz"}, {"ix", "iy", "iz"}, {"ci", "cj", "ck"}}};
  const auto& names = s.rng().Choose(kNames);
  const bool floors = s.rng().Chance(0.4);
  const Val at = Named(s, (x - g.origin) * g.inverse, {"gp", "rel", "g"});
  std::vector<Val> cell;
  for (int k = 0; k < g.axes; ++k) {
    const Val part = floors ? s.Call("floor", {at[k]}) : at[k];
    const Val index =
        s.Call("clamp", {s.Convert(Known(part, -100.0, 100.0), lang::kInt), s.Int(0), g.last});
    cell.push_back(Known(s.Let(index, names[static_cast<size_t>(k)]), 0.0, g.cells - 1.0));
  }
  return cell;
}

// for dz in range(-1, 2): for dy ...: runs the body for every adjacent cell inside the grid.
void ForEachCell(Sketch& s, const Grid2& g, const std::vector<Val>& own, std::vector<Val>& at,
                 int axis, const std::function<void()>& body) {
  if (axis < 0) {
    return body();
  }
  static constexpr std::array<std::string_view, 3> kSteps = {"dx", "dy", "dz"};
  static constexpr std::array<std::string_view, 3> kCells = {"nx", "ny", "nz"};
  const auto k = static_cast<size_t>(axis);
  // Warp unrolls range(-1, 2), and 27 copies of the search would compile too slowly.
  if (g.axes == 3 || s.StyleChoice("cells by their range", 0.4)) {
    const Val low = s.Call("max", {own[k] - 1, s.Int(0)});
    const Val high = s.Call("min", {own[k] + 2, g.size});
    s.For(kCells[k], Known(low, 0.0, g.cells - 1.0), Known(high, 1.0, g.cells), 0,
          [&](const Val& cell) {
            at[k] = cell;
            ForEachCell(s, g, own, at, axis - 1, body);
          });
    return;
  }
  s.For(kSteps[k], s.Int(-1), s.Int(2), 0, [&](const Val& step) {
    const Val cell = s.Let(own[k] + step, kCells[k]);
    s.If(cell < 0 || cell >= g.size, [&] { s.Continue(); });
    at[k] = Known(cell, 0.0, g.cells - 1.0);
    ForEachCell(s, g, own, at, axis - 1, body);
  });
}

// The contribution of one neighbor, by the quantity that the kernel computes.
enum class Purpose : uint8_t { kContact, kCount, kFlock, kFormula };

struct Search {
  Purpose purpose;
  Type real, vec;
  int positions = -1;
  int velocities = -1;
  Val xi, vi, radius, stiffness, damping;
  Val sum, count;
  lang::FuncId weight;
};

Search DrawSearch(Sketch& s, const Grid2& g) {
  Search search;
  search.real = g.real;
  search.vec = g.vec;
  search.purpose = s.rng().Choose(std::array{Purpose::kContact, Purpose::kContact, Purpose::kCount,
                                             Purpose::kFlock, Purpose::kFormula});
  search.positions = InputNamed(s, g.vec, {"x", "positions", "particle_x"}, {-1.0, 1.0});
  search.xi = Named(s, s.ThreadElement(search.positions), {"xi", "p", "x_i"});
  search.radius = Arg(s, g.real, {"radius", "reach", "search_radius"}, {0.6, 1.2});
  if (search.purpose == Purpose::kContact || search.purpose == Purpose::kFlock) {
    search.velocities = InputNamed(s, g.vec, {"v", "velocities", "particle_v"});
    search.vi = Named(s, s.ThreadElement(search.velocities), {"vi", "v_i"});
    search.stiffness = Arg(s, g.real, {"ke", "stiffness", "strength"}, {1.0, 100.0});
    search.damping = SharedValue(s, g.real, {"kd", "damping", "alignment"}, {0.1, 5.0});
  }
  if (search.purpose == Purpose::kFormula) {
    const std::array params = {Sketch::Param{OneOf(s, {"r", "d"}), g.real, Between(0.0, 1.0)}};
    search.weight =
        DefineFormula(s, {"pair_weight", "interaction", "potential"}, params, g.real, 2);
  }
  const bool scalar = search.purpose == Purpose::kFormula;
  if (search.purpose != Purpose::kCount) {
    search.sum = Accumulator(
        s, scalar ? g.real : g.vec,
        scalar ? OneOf(s, {"energy", "acc", "total"}) : OneOf(s, {"f", "force", "steer"}));
  }
  if (search.purpose == Purpose::kCount || s.rng().Chance(0.3)) {
    search.count = MutableNamed(s, s.Int(0), {"count", "n_near", "found"}, Between(0.0, 1e6));
    s.Hide(search.count);
  }
  return search;
}

void AddPair(Sketch& s, Search& search, const Val& j) {
  const Val d = Named(s, search.xi - s.At(search.positions, {j}), {"d", "xij", "diff"});
  const Val r = Named(s, s.Call("length", {d}), {"r", "dist"});
  const bool touches = search.purpose == Purpose::kContact;
  const Val tiny = Tiny(s, search.real);
  s.If(touches && s.rng().Chance(0.5) ? r < search.radius && r > tiny : r < search.radius, [&] {
    const Val near = Known(r, 1e-5, 1.0);
    switch (search.purpose) {
      case Purpose::kContact: {
        const Val n = Named(s, d / near, {"n", "normal"});
        const Val depth = Named(s, search.radius - r, {"pen", "overlap"});
        const Val vn = s.Call("dot", {search.vi - s.At(search.velocities, {j}), n});
        s.Update(search.sum, BinaryOp::kAdd, n * (search.stiffness * depth - search.damping * vn));
        break;
      }
      case Purpose::kFlock: {
        const Val apart = d * (search.stiffness / (LengthSq(d) + tiny));
        const Val along = (s.At(search.velocities, {j}) - search.vi) * search.damping;
        s.Update(search.sum, BinaryOp::kAdd, apart + along);
        break;
      }
      case Purpose::kFormula:
        s.Update(search.sum, BinaryOp::kAdd, s.CallHelper(search.weight, std::array{r}));
        break;
      case Purpose::kCount:
        break;
    }
    if (search.count.is_valid()) {
      Val count = search.count;
      s.Set(count, Known(count + 1, 0.0, 1e6));
    }
  });
}

void DrawCellNeighbors(Sketch& s) {
  const Grid2 g = DrawGrid(s);
  Search search = DrawSearch(s, g);
  const Val own = s.Thread(0);
  const std::vector<Val> cell = CellOf(s, g, search.xi);
  std::vector<Val> at(static_cast<size_t>(g.axes));
  ForEachCell(s, g, cell, at, g.axes - 1, [&] {
    std::vector<Val> args = at;
    args.push_back(g.size);
    const Val key = Named(s, s.CallHelper(g.key, args), {"c", "cell", "key"});
    const Val start = s.At(g.starts, {key});
    const Val end = g.ends < 0 ? s.At(g.starts, {key + 1}) : s.At(g.ends, {key});
    s.For({"m", "slot", "q"}, start, end, 0, [&](const Val& slot) {
      const Val j = s.Let(s.At(g.sorted, {slot}), "j");
      s.If(j == own, [&] { s.Continue(); });
      AddPair(s, search, j);
    });
  });
  if (search.count.is_valid()) {
    s.Hide(search.count, false);
    OutputNamed(s, search.count, {"counts", "num_near", "degree"});
  }
  if (search.sum.is_valid()) {
    s.Output(Shown(search.sum), search.sum.type.is_vec() ? OneOf(s, {"forces", "f_out", "acc_out"})
                                                         : OneOf(s, {"energies", "values_out"}));
  }
}

}  // namespace

Motif CellNeighborsMotif() {
  return {.name = "cell-neighbors",
          .family = Family::kArrays,
          .weight = 0.9,
          .draw = DrawCellNeighbors,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
