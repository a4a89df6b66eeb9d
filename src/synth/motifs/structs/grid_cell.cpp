// The cell of a point in a uniform grid that a struct describes.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct UniformGrid {
  Type vec, record;
  int size;      // Cells along each axis.
  bool inverse;  // The struct holds the inverse of the spacing.
};

UniformGrid DrawUniformGrid(Sketch& s) {
  UniformGrid grid;
  grid.vec = s.vec(3);
  const auto sizes = s.rng().Choose(std::array<std::array<std::string_view, 3>, 2>{
      {{"nx", "ny", "nz"}, {"dim_x", "dim_y", "dim_z"}}});
  grid.size = s.rng().Choose(std::array{8, 16, 32});
  const auto spacing = OneOf(s, {"cell_size", "inv_cell", "dx", "inv_dx"});
  grid.inverse = spacing.starts_with("inv");
  Fields fields = {{OneOf(s, {"origin", "lower", "corner"}), grid.vec, -2.0, -1.0},
                   {spacing, s.real(), grid.inverse ? 2.0 : 0.1, grid.inverse ? 8.0 : 0.5}};
  const auto n = static_cast<double>(grid.size);
  for (const auto size : sizes) {
    fields.push_back({size, lang::kInt, n, n});
  }
  grid.record = s.NewRecord(OneOf(s, {"GridInfo", "UniformGrid", "GridDesc", "VoxelGrid"}), fields);
  return grid;
}

// def cell_index(grid, p): the linear index of the cell that contains p, clamped to the grid.
lang::FuncId DefineCellIndex(Sketch& s, const UniformGrid& grid) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"grid", "g", "info"}), grid.record, {}},
      Sketch::Param{OneOf(s, {"p", "x", "pos"}), grid.vec, Between(-100.0, 100.0)}};
  const bool floors = s.rng().Chance(0.5);
  return s.DefineHelper(
      OneOf(s, {"cell_index", "grid_index", "flat_cell", "point_to_cell"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val spaced = p[1] - s.Field(p[0], 0);
        const Val rel = s.Let(grid.inverse ? spaced * s.Field(p[0], 1) : spaced / s.Field(p[0], 1),
                              {"rel", "q", "local"});
        static constexpr std::array<std::string_view, 3> kNames = {"ix", "iy", "iz"};
        std::array<Val, 3> i;
        for (int k = 0; k < 3; ++k) {
          const Val floored = s.Call("floor", {Known(rel[k], -5000.0, 5000.0)});
          const Val top = s.Field(p[0], 2 + k) - 1;
          const Val cell = s.Convert(floors ? floored : Known(rel[k], -5000.0, 5000.0), lang::kInt);
          i[static_cast<size_t>(k)] =
              s.Let(s.Call("clamp", {cell, s.Int(0), top}), kNames[static_cast<size_t>(k)]);
        }
        return {(i[0] * s.Field(p[0], 3) + i[1]) * s.Field(p[0], 4) + i[2]};
      });
}

void DrawGridCell(Sketch& s) {
  const UniformGrid model = DrawUniformGrid(s);
  const lang::FuncId cell = DefineCellIndex(s, model);
  const Val grid = s.NewRecordArg(model.record, OneOf(s, {"grid", "info", "voxels"}));
  const Val point =
      s.ThreadElement(Input(s, model.vec, {}, OneOf(s, {"points", "positions", "x"}), -3.0, 3.0));
  const Val index = s.Let(s.CallHelper(cell, std::array{grid, point}), {"cell", "c", "key"});
  const int cells = model.size * model.size * model.size;
  const Val in_grid = Known(index, 0.0, cells - 1.0);
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(index, {"cell_ids_out", "keys", "cell_index_out"});
    case 1: {
      const int values = Input(s, s.real(), {cells}, OneOf(s, {"density", "grid_values", "phi"}));
      return s.Output(Finished(s, s.At(values, {in_grid})));
    }
    default: {
      const int counts =
          Totals(s, lang::kInt, {cells}, OneOf(s, {"cell_counts", "occupancy", "counts"}));
      return s.AtomicAdd(counts, std::array{in_grid}, s.Int(1));
    }
  }
}

}  // namespace

Motif GridCellMotif() {
  return {.name = "grid-cell", .family = Family::kStructs, .weight = 0.9, .draw = DrawGridCell};
}

}  // namespace warploom::synth::motifs
