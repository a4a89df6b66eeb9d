// Stencils: cellular automata and other rules on cells.
#include <array>

#include "synth/families/grid.h"
#include "synth/families/idiom_arrays.h"
#include "synth/families/stencil.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

// How many of the 8 (26) cells around are alive: two or three loops, without the middle.
Val CountAround(Sketch& s, int cells) {
  Val count =
      s.Mutable(s.Int(0), OneOf(s, {"alive", "neighbors", "n_alive", "total"}), Between(0.0, 27.0));
  s.Hide(count);
  static constexpr std::array<std::string_view, 3> kOffsets = {"di", "dj", "dk"};
  static constexpr std::array<std::string_view, 3> kNames = {"ni", "nj", "nk"};
  const bool named = s.rng().Chance(0.5);
  const bool skips_middle = s.rng().Chance(0.6);
  std::vector<Val> offsets;
  std::vector<Val> indices;
  const std::function<void(int)> loop = [&](int axis) {
    if (axis == s.ndim()) {
      const auto add = [&] { s.Update(count, BinaryOp::kAdd, s.At(cells, indices)); };
      if (!skips_middle) {
        return add();
      }
      std::vector<Val> away;
      for (const Val& offset : offsets) {
        away.push_back(offset != 0);
      }
      return s.If(AnyOf(away), add);
    }
    const auto k = static_cast<size_t>(axis);
    s.For(kOffsets[k], s.Int(-1), s.Int(2), 0, [&](const Val& d) {
      const int extent = s.dims()[k];
      Val index = (s.Thread(axis) + d +
                   s.SizeArg(extent, s.ndim() == 2 ? std::array{"height", "width"}[k % 2]
                                                   : std::array{"nx", "ny", "nz"}[k])) %
                  s.SizeArg(extent, s.ndim() == 2 ? std::array{"height", "width"}[k % 2]
                                                  : std::array{"nx", "ny", "nz"}[k]);
      index = named ? s.Let(index, kNames[k]) : index;
      offsets.push_back(d);
      indices.push_back(Known(index, 0.0, extent - 1.0));
      loop(axis + 1);
      offsets.pop_back();
      indices.pop_back();
    });
  };
  loop(0);
  Shown(count);
  return skips_middle ? count : Known(count - s.Own(cells), 0.0, 26.0);
}

}  // namespace

// Born and survives by the number of live neighbours.
void DrawLife(Sketch& s) {
  const bool flat = s.ndim() == 2;
  const bool loops = !flat || s.rng().Chance(0.55);
  Grid grid(s, loops ? Border::kWrap
                     : s.rng().Choose(std::array{Border::kWrap, Border::kReturn, Border::kGuard,
                                                 Border::kHalo}));
  const int cells = grid.Field(lang::kInt, OneOf(s, {"cells", "state", "grid", "world"}), 0.0, 1.0);
  const int out =
      grid.Result(lang::kInt, OneOf(s, {"next_cells", "state_out", "new_grid", "next_state"}));
  grid.Inside([&] {
    Val count;
    if (loops) {
      count = s.Let(CountAround(s, cells), OneOf(s, {"n", "live", "c"}));
    } else {
      count = grid.NeighborSum(cells);
      for (const int a : {-1, 1}) {
        for (const int b : {-1, 1}) {
          count = count + grid.Corner(cells, 0, a, 1, b);
        }
      }
      count = s.Let(count, OneOf(s, {"n", "alive", "live"}));
    }
    const int born =
        flat ? s.rng().Choose(std::array{3, 3, 3, 2}) : s.rng().Choose(std::array{4, 5, 6});
    const int low = flat ? 2 : 4;
    const int high =
        flat ? s.rng().Choose(std::array{3, 3, 4, 5}) : s.rng().Choose(std::array{5, 6, 7});
    const Val here = grid.Here(cells);
    Val next = s.Mutable(s.Int(0), OneOf(s, {"next", "new_state", "born"}), Between(0.0, 1.0));
    switch (s.rng().Below(3)) {
      case 0:
        s.If(here == 1 && (count == low || count == high), [&] { s.Set(next, s.Int(1)); });
        s.If(here == 0 && count == born, [&] { s.Set(next, s.Int(1)); });
        break;
      case 1:
        s.If(
            here == 1, [&] { s.If(count >= low && count <= high, [&] { s.Set(next, s.Int(1)); }); },
            [&] { s.If(count == born, [&] { s.Set(next, s.Int(1)); }); });
        break;
      default: {
        const std::array conditions = {count == born, count == low};
        s.IfChain(conditions, [&](int i) { s.Set(next, i == 0 ? s.Int(1) : here); }, false);
        break;
      }
    }
    grid.Store(out, next);
  });
}

// An elementary automaton: three cells are a number, the rule's bit of it is the next cell.
void DrawRuleTable(Sketch& s) {
  static constexpr std::array kBorders = {Border::kWrap, Border::kClamp, Border::kZero,
                                          Border::kHalo};
  Grid grid(s, s.rng().Choose(kBorders));
  const int cells =
      grid.Field(lang::kInt, OneOf(s, {"cells", "state", "row", "generation"}), 0.0, 1.0);
  const int out =
      grid.Result(lang::kInt, OneOf(s, {"next_cells", "next_row", "out", "next_generation"}));
  const int rule_number = s.rng().Choose(std::array{30, 90, 110, 184, 54, 60, 73, 150});
  const Val left = s.Let(grid.Beside(cells, 0, -1), OneOf(s, {"l", "left_cell", "a"}));
  const Val middle = s.Let(grid.Here(cells), OneOf(s, {"c", "center", "b"}));
  const Val right = s.Let(grid.Beside(cells, 0, 1), OneOf(s, {"r", "right_cell", "d"}));
  Val pattern;
  switch (s.rng().Below(3)) {
    case 0:
      pattern = left * s.Int(4) + middle * s.Int(2) + right;
      break;
    case 1:
      pattern = (left << s.Int(2)) | (middle << s.Int(1)) | right;
      break;
    default: {
      // XOR rules need no table.
      grid.Store(out, s.rng().Chance(0.5) ? left ^ right : left ^ (middle | right));
      return;
    }
  }
  const Val index = s.Let(Known(pattern, 0.0, 7.0), OneOf(s, {"pattern", "idx", "code"}));
  if (s.rng().Chance(0.35)) {
    const int table = Indices(s, {8}, 2, OneOf(s, {"rule_table", "lut", "rules"}));
    return grid.Store(out, s.At(table, {index}));
  }
  const Val rule = s.rng().Chance(0.6) ? s.SizeArg(rule_number, OneOf(s, {"rule", "rule_number"}))
                                       : s.Int(rule_number);
  grid.Store(out, (rule >> index) & s.Int(1));
}

// Fire, infection, excitation: a state passes to neighbours, then ages.
void DrawSpread(Sketch& s) {
  const Type real = s.real();
  Grid grid(s, s.rng().Choose(
                   std::array{Border::kWrap, Border::kReturn, Border::kGuard, Border::kClamp}));
  const int states = s.rng().Choose(std::array{3, 3, 4, 5, 8});
  const int state =
      grid.Field(lang::kInt, OneOf(s, {"state", "cells", "status", "burning"}), 0.0, states - 1.0);
  const int out = grid.Result(lang::kInt, OneOf(s, {"new_state", "next_state", "status_out"}));
  const bool random = s.rng().Chance(0.5);
  grid.Inside([&] {
    const Val here = s.Let(grid.Here(state), OneOf(s, {"st", "cur", "c"}));
    Val next = s.Mutable(here, OneOf(s, {"next", "nst", "new_val"}), Between(0.0, states - 1.0));
    std::vector<Val> hits;
    for (int axis = 0; axis < 2; ++axis) {
      for (const int step : {-1, 1}) {
        hits.push_back(grid.Beside(state, axis, step) == 1);
      }
    }
    Val near = s.Let(AnyOf(hits), OneOf(s, {"near_fire", "exposed", "has_hot"}));
    const std::array conditions = {here == 0, here < states - 1};
    s.IfChain(
        conditions,
        [&](int i) {
          if (i == 0) {
            if (random) {
              const int chance = grid.Field(
                  real, OneOf(s, {"rand_values", "humidity", "resistance", "noise"}), 0.0, 1.0);
              near = near && grid.Here(chance) < s.DrawNumber(real, 0.1, 0.9);
            }
            s.If(near, [&] { s.Set(next, s.Int(1)); });
          } else if (i == 1) {
            s.Set(next, Known(here + 1, 0.0, states - 1.0));
          } else {
            s.Set(next, s.Int(s.rng().Chance(0.7) ? 0 : states - 1));
          }
        },
        s.rng().Chance(0.7));
    grid.Store(out, next);
  });
}

// A cell's distance is at most its neighbour's and a step.
void DrawDistanceSweep(Sketch& s) {
  const Type real = s.real();
  Grid grid(s, s.rng().Choose(
                   std::array{Border::kClamp, Border::kReturn, Border::kGuard, Border::kHalo}));
  const int distance = grid.Field(real, OneOf(s, {"dist", "t", "phi", "travel_time"}), 0.0, 10.0);
  const int out = grid.Result(real, OneOf(s, {"dist_out", "t_new", "phi_out"}));
  const Val step = s.rng().Chance(0.5)
                       ? s.NewArg(real, 0.1, 1.0, OneOf(s, {"dx", "h", "cell_size"}))
                   : s.rng().Chance(0.5) ? s.Real(1.0)
                                         : Val{};
  const int cost = step.is_valid()
                       ? -1
                       : grid.Field(real, OneOf(s, {"cost", "slowness", "speed_inv"}), 0.1, 2.0);
  grid.Inside([&] {
    const Val move = step.is_valid() ? step : grid.Here(cost);
    std::vector<Val> best;
    static constexpr std::array<std::string_view, 3> kNames = {"a", "b", "c"};
    for (int axis = 0; axis < grid.axes(); ++axis) {
      best.push_back(
          s.Let(s.Call("min", {grid.Beside(distance, axis, -1), grid.Beside(distance, axis, 1)}),
                kNames[static_cast<size_t>(axis)]));
    }
    const Val here = grid.Here(distance);
    if (grid.axes() == 2 && s.rng().Chance(0.5)) {
      // The quadratic update of a fast sweep.
      const Val gap = s.Let(best[0] - best[1], OneOf(s, {"diff", "d", "gap"}));
      Val t =
          s.Mutable(s.Call("min", {best[0], best[1]}) + move, OneOf(s, {"t_bar", "cand", "new_t"}));
      s.If(s.Call("abs", {gap}) < move, [&] {
        const Val root = s.Call("sqrt", {Known(2.0 * move * move - gap * gap, 0.0, 10.0)});
        s.Set(t, s.Real(0.5) * (best[0] + best[1] + root));
      });
      return grid.Store(out, s.Call("min", {here, t}));
    }
    Val least = best[0];
    for (size_t k = 1; k < best.size(); ++k) {
      least = s.Call("min", {least, best[k]});
    }
    grid.Store(out, s.Call("min", {here, least + move}));
  });
}

}  // namespace warploom::synth
