// Structs: boxes and grids.
#include <array>

#include "synth/families/idiom_arrays.h"
#include "synth/families/structs.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Fill;
using lang::Type;

// Axis-aligned boxes: made from corners, grown, tested against each other or a point.
void DrawBoxRecords(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Chance(0.75) ? 3 : 2);
  const auto names = s.rng().Choose(std::array<std::array<std::string_view, 2>, 3>{
      {{"lower", "upper"}, {"lo", "hi"}, {"bmin", "bmax"}}});
  const Type box = s.NewRecord(OneOf(s, {"AABB", "Box", "Bounds"}),
                               Fields{{names[0], vec, -2.0, 0.0}, {names[1], vec, 0.0, 2.0}});
  switch (s.rng().Below(3)) {
    case 0: {  // From the corners of a triangle or segment.
      const Val a = s.Own(Input(s, vec, {}, OneOf(s, {"p0", "starts", "a_pts"})));
      const Val b = s.Own(Input(s, vec, {}, OneOf(s, {"p1", "ends", "b_pts"})));
      const Val margin = s.Construct(
          vec, {s.rng().Chance(0.5) ? s.NewArg(real, 0.01, 0.2, OneOf(s, {"margin", "thickness"}))
                                    : s.DrawNumber(real, 0.01, 0.2)});
      Val low = s.Call("min", {a, b});
      Val high = s.Call("max", {a, b});
      if (s.rng().Chance(0.6)) {
        low = low - margin;
        high = high + margin;
      }
      return StoreRecord(s, MakeRecord(s, box, OneOf(s, {"box", "bb", "aabb"}), {low, high}),
                         OneOf(s, {"boxes", "bounds", "aabbs"}));
    }
    case 1: {  // Overlap of each box with the others.
      const int n = s.rng().Choose(std::array{16, 32, 64});
      const std::array params = {Sketch::Param{"a", box, {}}, Sketch::Param{"b", box, {}}};
      const lang::FuncId overlap =
          s.DefineHelper(OneOf(s, {"overlaps", "boxes_overlap", "aabb_test"}), params,
                         [&](std::span<const Val> p) -> std::vector<Val> {
                           std::vector<Val> conditions;
                           for (int k = 0; k < vec.rows; ++k) {
                             conditions.push_back(s.Field(p[0], 0)[k] <= s.Field(p[1], 1)[k]);
                             conditions.push_back(s.Field(p[0], 1)[k] >= s.Field(p[1], 0)[k]);
                           }
                           return {AllOf(conditions)};
                         });
      const Val own = s.Let(s.Own(Records(s, box, {}, OneOf(s, {"queries", "query_boxes"}))),
                            OneOf(s, {"q", "box", "mine"}));
      const int boxes = Records(s, box, {n}, OneOf(s, {"boxes", "others", "obstacles"}));
      Val count = s.Mutable(s.Int(0), OneOf(s, {"count", "hits", "num_pairs"}), Between(0.0, n));
      s.Hide(count);
      s.For(OneOf(s, {"j", "k"}), Val{}, Extent(s, boxes, 0, OneOf(s, {"num_boxes", "n_boxes"})), 0,
            [&](const Val& j) {
              s.If(s.CallHelper(overlap, std::array{own, s.At(boxes, {j})}),
                   [&] { s.Update(count, BinaryOp::kAdd, s.Int(1)); });
            });
      return s.Output(Shown(count), OneOf(s, {"overlap_counts", "pair_counts", "counts_out"}));
    }
    default: {  // A point against a box: distance, or clamped into it.
      const bool argument = s.rng().Chance(0.5);
      const Val b = argument ? s.NewRecordArg(box, OneOf(s, {"domain", "box", "bounds"}))
                             : s.Let(s.Own(Records(s, box, {}, "boxes")), OneOf(s, {"b", "box"}));
      const Val p = s.Let(s.Own(s.InputArray(vec)), OneOf(s, {"p", "x", ""}));
      const Val closest = s.Let(s.Call("min", {s.Call("max", {p, s.Field(b, 0)}), s.Field(b, 1)}),
                                OneOf(s, {"closest", "q", "cp"}));
      if (s.rng().Chance(0.5)) {
        return s.Output(s.Call("length", {p - closest}), OneOf(s, {"dist_out", "distances", ""}));
      }
      return s.Output(closest, OneOf(s, {"clamped", "closest_points", ""}));
    }
  }
}

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
                              OneOf(s, {"rel", "q", "local"}));
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
  const Val point = s.Own(Input(s, vec, {}, OneOf(s, {"points", "positions", "x"}), -3.0, 3.0));
  const Val index =
      s.Let(s.CallHelper(cell, std::array{grid, point}), OneOf(s, {"cell", "c", "key"}));
  const int cells = n * n * n;
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(index, OneOf(s, {"cell_ids_out", "keys", "cell_index_out"}));
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

}  // namespace warploom::synth
