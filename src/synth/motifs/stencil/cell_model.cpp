// A cellular automaton with several states: forest fire, epidemic, excitable medium or Brian's
// brain. Neighbors are counted in a helper or in loops.
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

struct ModelCells {
  int array;
  int states;
  bool wraps, moore;  // Moore: eight neighbors instead of four.
};

// A neighboring cell. Without wrapping, cells outside the grid never have the counted state.
void CountNeighbor(Sketch& s, const ModelCells& cells, int grid, const Val& i, const Val& j,
                   const Val& di, const Val& dj, const Val& state, Val& count) {
  const std::array rows = {s.dims()[0], s.dims()[1]};
  const Val height = ShapeOf(s, grid, 0);
  const Val width = ShapeOf(s, grid, 1);
  const bool letters = s.StyleChoice("neighbor is ni, nj", 0.5);
  const std::string_view row = letters ? "ni" : "yy";
  const std::string_view column = letters ? "nj" : "xx";
  if (cells.wraps) {
    const Val ni = s.Let((i + di + height) % height, row);
    const Val nj = s.Let((j + dj + width) % width, column);
    s.If(s.At(grid, {ni, nj}) == state, [&] { s.Update(count, BinaryOp::kAdd, s.Int(1)); });
    return;
  }
  const Val ni = s.Let(i + di, row);
  const Val nj = s.Let(j + dj, column);
  s.If(ni >= 0 && ni < height && nj >= 0 && nj < width, [&] {
    const Val there = s.At(grid, {Known(ni, 0.0, rows[0] - 1.0), Known(nj, 0.0, rows[1] - 1.0)});
    s.If(there == state, [&] { s.Update(count, BinaryOp::kAdd, s.Int(1)); });
  });
}

// def count_state(grid, i, j, state): the number of neighbors in the state.
lang::FuncId DefineCount(Sketch& s, const ModelCells& cells) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"grid", "cells"}), lang::ArrayOf(kInt, 2), {}},
      Sketch::Param{"i", kInt, Between(0.0, s.dims()[0] - 1.0)},
      Sketch::Param{"j", kInt, Between(0.0, s.dims()[1] - 1.0)},
      Sketch::Param{OneOf(s, {"state", "kind"}), kInt, Between(0.0, cells.states - 1.0)}};
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"count_state", "count_neighbors", "neighbors_in"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const int grid =
            s.AsArray(p[0], {s.dims()[0], s.dims()[1]}, Between(0.0, cells.states - 1.0));
        Val count = s.Mutable(s.Int(0), {"count", "n"}, Between(0.0, 8.0));
        s.For("di", s.Int(-1), s.Int(2), 0, [&](const Val& di) {
          s.For("dj", s.Int(-1), s.Int(2), 0, [&](const Val& dj) {
            if (cells.moore) {
              s.If(di == s.Int(0) && dj == s.Int(0), [&] { s.Continue(); });
            } else {
              s.If(s.Call("abs", {di}) + s.Call("abs", {dj}) != s.Int(1), [&] { s.Continue(); });
            }
            CountNeighbor(s, cells, grid, p[1], p[2], di, dj, p[3], count);
          });
        });
        return {count};
      });
  s.Hide(helper);
  return helper;
}

// The probability of an event at this cell: an argument, a number, or computed from an input.
Val Probability(Sketch& s, Words names, double low, double high) {
  if (s.rng().Chance(0.25)) {
    return Named(s, s.Draw(kFloat, 2, Domain::kZeroToOne), {"p_local", "chance"});
  }
  return ReadOnce(s, Coefficient(s, kFloat, names, {low, high}), "p_cell");
}

struct Rules {
  Val state, next, active;  // Current, next, and the count of active neighbors.
  Val rng;
};

// Forest fire: trees grow on empty ground and catch fire from a neighbor or by lightning.
void Forest(Sketch& s, Rules& cell, const ModelCells& cells) {
  const Val grow = Probability(s, {"p_grow", "growth"}, 0.01, 0.2);
  const Val lightning = Probability(s, {"p_lightning", "ignite"}, 0.001, 0.05);
  const Val spread =
      s.rng().Chance(0.4) ? Probability(s, {"p_spread", "flammability"}, 0.3, 0.9) : Val{};
  const std::array conditions = {cell.state == s.Int(2), cell.state == s.Int(1)};
  s.IfChain(
      conditions,
      [&](int branch) {
        if (branch == 0) {
          return s.Set(cell.next, s.Int(cells.states == 4 ? 3 : 0));
        }
        if (branch == 1) {
          const Val strike = Uniform(s, cell.rng) < lightning;
          if (!spread.is_valid()) {
            return s.If(cell.active > 0 || strike, [&] { s.Set(cell.next, s.Int(2)); });
          }
          const Val odds = Named(s, spread * s.Convert(cell.active, kFloat), {"odds", "heat"});
          return s.If(Uniform(s, cell.rng) < odds || strike, [&] { s.Set(cell.next, s.Int(2)); });
        }
        s.If(Uniform(s, cell.rng) < grow, [&] { s.Set(cell.next, s.Int(1)); });
      },
      true);
}

// SIR epidemic: susceptible, infected, recovered, and sometimes susceptible again.
void Epidemic(Sketch& s, Rules& cell) {
  const Val infect = Probability(s, {"beta", "p_infect"}, 0.05, 0.4);
  const Val recover = Probability(s, {"gamma", "p_recover"}, 0.05, 0.3);
  const bool wanes = s.rng().Chance(0.5);
  const Val wane = wanes ? Probability(s, {"p_wane", "xi"}, 0.01, 0.1) : Val{};
  std::vector<Val> conditions = {cell.state == s.Int(0), cell.state == s.Int(1)};
  if (wanes) {
    conditions.push_back(cell.state == s.Int(2));
  }
  s.IfChain(
      conditions,
      [&](int branch) {
        if (branch == 0) {
          const Val escape =
              s.Call("pow", {Known(1.0 - infect, 0.01, 1.0), s.Convert(cell.active, kFloat)});
          const Val risk = Named(s, 1.0 - escape, {"risk", "p_total"});
          return s.If(Uniform(s, cell.rng) < risk, [&] { s.Set(cell.next, s.Int(1)); });
        }
        s.If(Uniform(s, cell.rng) < (branch == 1 ? recover : wane),
             [&] { s.Set(cell.next, s.Int(branch == 1 ? 2 : 0)); });
      },
      false);
}

// Greenberg-Hastings or Brian's brain: cells rest, fire, and then recover before firing again.
void Excitable(Sketch& s, Rules& cell, const ModelCells& cells) {
  const int least = s.rng().Choose(std::array{1, 2, 2, 3});
  const Val needed = SizeOrLiteral(s, least, {"threshold", "min_active"}, 0.5);
  const bool exact = s.rng().Chance(0.35);
  const Val fires = exact ? cell.active == needed : cell.active >= needed;
  const Val drive = s.rng().Chance(0.4) ? s.DrawCondition(1) : Val{};
  s.If(
      cell.state == s.Int(0),
      [&] { s.If(drive.is_valid() ? fires && drive : fires, [&] { s.Set(cell.next, s.Int(1)); }); },
      [&] {
        if (s.rng().Chance(0.5)) {
          return s.Set(cell.next, (cell.state + 1) % cells.states);
        }
        s.Set(cell.next, s.Select(cell.state == s.Int(cells.states - 1), s.Int(0),
                                  Known(cell.state + 1, 0.0, cells.states - 1.0)));
      });
}

void DrawCellModel(Sketch& s) {
  const auto kind = s.rng().Below(3);
  ModelCells cells;
  cells.states = kind == 0   ? s.rng().Choose(std::array{3, 4})
                 : kind == 1 ? 3
                             : s.rng().Choose(std::array{3, 4, 6});
  cells.wraps = s.rng().Chance(0.5);
  cells.moore = s.rng().Chance(0.6);
  const lang::FuncId count = DefineCount(s, cells);
  cells.array =
      Input(s, kInt, {}, OneOf(s, {"cells", "state_in", "grid_in"}), 0.0, cells.states - 1.0);
  Rules cell;
  if (kind != 2) {
    cell.rng = RandomState(s);
  }
  cell.state = Named(s, s.ThreadElement(cells.array), {"c", "current", "me"});
  const std::array args = {s.ArrayRef(cells.array), s.Thread(0), s.Thread(1),
                           s.Int(kind == 0 ? 2 : 1)};
  cell.active = Named(s, s.CallHelper(count, args), {"active", "burning", "n_act"});
  cell.next =
      s.Mutable(cell.state, {"next_state", "new_c", "after"}, Between(0.0, cells.states - 1.0));
  s.Hide(cell.next);
  kind == 0 ? Forest(s, cell, cells) : kind == 1 ? Epidemic(s, cell) : Excitable(s, cell, cells);
  Shown(cell.next);
  OutputNamed(s, cell.next, {"cells_out", "state_out", "grid_out"});
  if (s.rng().Chance(0.35)) {
    const int counts = Totals(s, kInt, {cells.states}, OneOf(s, {"census", "state_counts"}));
    Scatter(s, counts, cell.next, s.Int(1));
  }
}

}  // namespace

Motif CellModelMotif() {
  return {.name = "cell-model",
          .family = Family::kStencil,
          .weight = 1.0,
          .draw = DrawCellModel,
          .min_dims = 2,
          .max_dims = 2,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
