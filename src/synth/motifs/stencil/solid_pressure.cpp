// One sweep of a pressure solve around solid cells: solid neighbors do not count, and air has zero
// pressure.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// The array of cell types and the values that mark each type.
struct PressureCells {
  Type real;
  int flags, pressure;
  Val solid, air;
  std::vector<Val> own;
};

PressureCells DrawCells(Sketch& s) {
  PressureCells c;
  c.real = Precise(s);
  const bool has_air = s.rng().Chance(0.45);
  const std::vector<int> shape(s.dims().begin(), s.dims().end());
  c.flags = Indices(s, shape, has_air ? 3 : 2, OneOf(s, {"flags", "cell_type", "solid"}));
  c.pressure = Input(s, c.real, shape, OneOf(s, {"p", "pressure", "p_in"}));
  const bool named = s.rng().Chance(0.6);
  c.solid = named ? s.NewConstant({"SOLID", "WALL", "OBSTACLE"}, s.Int(1)) : s.Int(1);
  if (has_air) {
    c.air = named ? s.NewConstant({"AIR", "EMPTY"}, s.Int(2)) : s.Int(2);
  }
  for (int axis = 0; axis < s.ndim(); ++axis) {
    c.own.push_back(s.Thread(axis));
  }
  return c;
}

std::vector<Val> Moved(const PressureCells& c, int axis, int step) {
  std::vector<Val> at = c.own;
  Val& index = at[static_cast<size_t>(axis)];
  const double most = index.range.high;
  index = Known(step > 0 ? index + 1 : index - 1, 0.0, most);
  return at;
}

Val Inside(Sketch& s, const PressureCells& c, int axis, int step) {
  const Val& own = c.own[static_cast<size_t>(axis)];
  static constexpr std::array<std::array<std::string_view, 3>, 2> kSizes = {
      {{"height", "width", ""}, {"nx", "ny", "nz"}}};
  const int extent = s.dims()[static_cast<size_t>(axis)];
  const auto name = kSizes[s.ndim() == 2 ? 0 : 1][static_cast<size_t>(axis)];
  if (step < 0) {
    return own > 0;
  }
  return s.StyleChoice("sizes as literals", 0.3) ? own < extent - 1
                                                 : own < s.SizeArg(extent, name) - 1;
}

// The test that a neighbor counts: inside the grid and not solid.
void AddSide(Sketch& s, const PressureCells& c, int axis, int step, Val& sum, Val& count) {
  const std::vector<Val> at = Moved(c, axis, step);
  const Val open = s.At(c.flags, at) != c.solid;
  const auto body = [&] {
    s.Update(sum, BinaryOp::kAdd, s.At(c.pressure, at));
    s.Update(count, BinaryOp::kAdd, s.Real(1.0, c.real));
  };
  if (s.StyleChoice("nested guards", 0.3)) {
    s.If(Inside(s, c, axis, step), [&] { s.If(open, body); });
  } else {
    s.If(Inside(s, c, axis, step) && open, body);
  }
}

// def open_pressure(p, flags, i, j, own): a neighbor's pressure, or `own` if it is solid.
lang::FuncId DefineOpenPressure(Sketch& s, const PressureCells& c) {
  static constexpr std::array<std::string_view, 3> kIndices = {"i", "j", "k"};
  const std::vector<int> shape(s.dims().begin(), s.dims().end());
  std::vector<Sketch::Param> params = {
      {OneOf(s, {"p", "pressure"}), lang::ArrayOf(c.real, s.ndim()), {}},
      {OneOf(s, {"flags", "cells"}), lang::ArrayOf(lang::kInt, s.ndim()), {}}};
  for (int axis = 0; axis < s.ndim(); ++axis) {
    params.push_back({kIndices[static_cast<size_t>(axis)], lang::kInt,
                      Between(-1.0, shape[static_cast<size_t>(axis)])});
  }
  params.push_back({OneOf(s, {"own", "p_here", "fallback"}), c.real, Between(-1.0, 1.0)});
  return s.DefineHelper(OneOf(s, {"open_pressure", "neighbor_pressure", "pressure_at"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const int pressure = s.AsArray(p[0], shape, Between(-1.0, 1.0));
                          const int flags = s.AsArray(p[1], shape, Between(0.0, 2.0));
                          const Val& own = p.back();
                          std::vector<Val> outside;
                          std::vector<Val> at;
                          for (int axis = 0; axis < s.ndim(); ++axis) {
                            const Val& index = p[static_cast<size_t>(axis) + 2];
                            outside.push_back(index < 0);
                            outside.push_back(index >= ShapeOf(s, pressure, axis));
                            at.push_back(Known(index, 0.0, shape[static_cast<size_t>(axis)] - 1.0));
                          }
                          s.ReturnIf(AnyOf(outside), {own});
                          s.ReturnIf(s.At(flags, at) == c.solid, {own});
                          return {s.At(pressure, at)};
                        });
}

// The mean over all neighbors, with the own pressure in place of a solid one.
Val MirroredMean(Sketch& s, const PressureCells& c, const Val& here, const Val& rhs) {
  const lang::FuncId open = DefineOpenPressure(s, c);
  static constexpr std::array<std::array<std::string_view, 2>, 3> kSides = {
      {{"left", "right"}, {"down", "up"}, {"back", "front"}}};
  std::vector<Val> sides;
  for (int axis = 0; axis < s.ndim(); ++axis) {
    for (const int step : {-1, 1}) {
      std::vector<Val> args = {s.ArrayRef(c.pressure), s.ArrayRef(c.flags)};
      for (int k = 0; k < s.ndim(); ++k) {
        const Val& own = c.own[static_cast<size_t>(k)];
        args.push_back(k != axis ? own : step > 0 ? own + 1 : own - 1);
      }
      args.push_back(here);
      Val side = s.CallHelper(open, args);
      side.range.from_input = true;
      sides.push_back(s.Let(side, kSides[static_cast<size_t>(axis)][step > 0 ? 1 : 0]));
    }
  }
  const double count = 2.0 * s.ndim();
  return (SumOf(sides) - rhs) / s.Real(count, c.real);
}

// The mean over the neighbors that count.
Val OpenMean(Sketch& s, const PressureCells& c, const Val& here, const Val& rhs) {
  Val sum = Accumulator(s, c.real, OneOf(s, {"sum", "acc", "p_sum"}));
  Val count = Accumulator(s, c.real, OneOf(s, {"count", "n_open", "diag"}));
  for (int axis = 0; axis < s.ndim(); ++axis) {
    AddSide(s, c, axis, -1, sum, count);
    AddSide(s, c, axis, 1, sum, count);
  }
  Shown(sum);
  Shown(count);
  const Val value = (sum - rhs) / Known(count, 1.0, 6.0);
  return s.rng().Chance(0.5) ? s.Select(count > 0.0, value, here)
                             : (sum - rhs) / s.Call("max", {count, s.Real(1.0, c.real)});
}

void DrawSolidPressure(Sketch& s) {
  const PressureCells c = DrawCells(s);
  const std::string_view name = OneOf(s, {"p_out", "p_new", "pressure_out"});
  const Val flag = c.air.is_valid() ? Named(s, s.ThreadElement(c.flags), {"flag", "cell", "kind"})
                                    : s.ThreadElement(c.flags);
  const Val empty = c.air.is_valid()
                        ? (s.rng().Chance(0.5) ? flag == c.solid || flag == c.air : flag != 0)
                        : flag == c.solid;
  const int out = OutputArray(s, c.real, {}, name);
  s.If(empty, [&] {
    if (s.rng().Chance(0.7)) {
      s.StoreThreadElement(out, s.Real(0.0, c.real));
    }
    s.builder().Return();
  });
  const Val here = Named(s, s.ThreadElement(c.pressure), {"pc", "p_here", "own"});
  const int divergence = InputNamed(s, c.real, {"div", "divergence", "rhs"});
  Val rhs = s.ThreadElement(divergence);
  if (s.rng().Chance(0.5)) {
    const Val dx = Arg(s, c.real, {"dx", "h", "cell_size"}, {0.5, 2.0});
    rhs = rhs * dx * dx;
  }
  if (s.rng().Chance(0.3)) {
    rhs = rhs + s.Draw(c.real, 1);
  }
  rhs = s.rng().Chance(0.5) ? Named(s, rhs, {"b", "src", "target"}) : rhs;
  const Val mean = s.rng().Chance(0.45) ? MirroredMean(s, c, here, rhs) : OpenMean(s, c, here, rhs);
  if (s.rng().Chance(0.5)) {
    return s.StoreThreadElement(out, mean);
  }
  const Val fresh = Named(s, mean, {"p_star", "fresh", "p_jac"});
  const Val omega = SharedValue(s, c.real, {"omega", "relax", "weight"}, {0.5, 0.95});
  s.StoreThreadElement(out, s.rng().Chance(0.5) ? here + omega * (fresh - here)
                                                : (1.0 - omega) * here + omega * fresh);
}

}  // namespace

Motif SolidPressureMotif() {
  return {.name = "solid-pressure",
          .family = Family::kStencil,
          .weight = 0.9,
          .draw = DrawSolidPressure,
          .min_dims = 2,
          .max_dims = 3,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
