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

using lang::Fill;
using lang::Type;

// A point's cell in a uniform grid that a struct describes.
void DrawGridCell(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const auto sizes = s.rng().Choose(std::array<std::array<std::string_view, 3>, 2>{
      {{"nx", "ny", "nz"}, {"dim_x", "dim_y", "dim_z"}}});
  const int n = s.rng().Choose(std::array{8, 16, 32});
  const auto spacing = OneOf(s, {"cell_size", "inv_cell", "dx", "inv_dx"});
  const bool inverse = spacing.starts_with("inv");
  Fields fields = {{OneOf(s, {"origin", "lower", "corner"}), vec, -2.0, -1.0},
                   {spacing, real, inverse ? 2.0 : 0.1, inverse ? 8.0 : 0.5}};
  for (const auto size : sizes) {
    fields.push_back({size, lang::kInt, static_cast<double>(n), static_cast<double>(n)});
  }
  const Type record =
      s.NewRecord(OneOf(s, {"GridInfo", "UniformGrid", "GridDesc", "VoxelGrid"}), fields);
  const std::array params = {
      Sketch::Param{OneOf(s, {"grid", "g", "info"}), record, {}},
      Sketch::Param{OneOf(s, {"p", "x", "pos"}), vec, Between(-100.0, 100.0)}};
  const bool named = s.rng().Chance(0.5);
  const lang::FuncId cell = s.DefineHelper(
      OneOf(s, {"cell_index", "grid_index", "flat_cell", "point_to_cell"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val spaced = p[1] - s.Field(p[0], 0);
        const Val rel = s.Let(inverse ? spaced * s.Field(p[0], 1) : spaced / s.Field(p[0], 1),
                              {"rel", "q", "local"});
        static constexpr std::array<std::string_view, 3> kNames = {"ix", "iy", "iz"};
        std::array<Val, 3> i;
        for (int k = 0; k < 3; ++k) {
          const Val floored = s.Call("floor", {Known(rel[k], -5000.0, 5000.0)});
          const Val top = s.Field(p[0], 2 + k) - 1;
          i[static_cast<size_t>(k)] =
              s.Let(s.Call("clamp",
                           {s.Convert(named ? floored : Known(rel[k], -5000.0, 5000.0), lang::kInt),
                            s.Int(0), top}),
                    kNames[static_cast<size_t>(k)]);
        }
        return {(i[0] * s.Field(p[0], 3) + i[1]) * s.Field(p[0], 4) + i[2]};
      });
  const Val grid = s.NewRecordArg(record, OneOf(s, {"grid", "info", "voxels"}));
  const Val point =
      s.ThreadElement(Input(s, vec, {}, OneOf(s, {"points", "positions", "x"}), -3.0, 3.0));
  const Val index = s.Let(s.CallHelper(cell, std::array{grid, point}), {"cell", "c", "key"});
  const int cells = n * n * n;
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(index, {"cell_ids_out", "keys", "cell_index_out"});
    case 1:
      return s.Output(
          Finished(s, s.At(Input(s, real, {cells}, OneOf(s, {"density", "grid_values", "phi"})),
                           {Known(index, 0.0, cells - 1.0)})));
    default: {
      ArraySpec spec;
      spec.element = lang::kInt;
      spec.shape = {cells};
      spec.fill = Fill::kZero;
      spec.access = Access::kAtomic;
      spec.name = OneOf(s, {"cell_counts", "occupancy", "counts"});
      return s.AtomicAdd(s.NewArray(spec), std::array{Known(index, 0.0, cells - 1.0)}, s.Int(1));
    }
  }
}

}  // namespace

Motif GridCellMotif() {
  return {.name = "grid-cell", .family = Family::kStructs, .weight = 0.9, .draw = DrawGridCell};
}

}  // namespace warploom::synth::motifs
