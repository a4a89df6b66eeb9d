// Axis-aligned boxes as structs: built from corners, tested for overlap, or compared with a point.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// Boxes around pairs of points, perhaps with a margin.
void BoxesFromCorners(Sketch& s, Type box, Type vec) {
  const Type real = s.real();
  const Val a = s.ThreadElement(Input(s, vec, {}, OneOf(s, {"p0", "starts", "a_pts"})));
  const Val b = s.ThreadElement(Input(s, vec, {}, OneOf(s, {"p1", "ends", "b_pts"})));
  const Val margin = s.Make(
      vec, {s.rng().Chance(0.5) ? s.NewArg(real, 0.01, 0.2, OneOf(s, {"margin", "thickness"}))
                                : s.DrawNumber(real, 0.01, 0.2)});
  Val low = s.Call("min", {a, b});
  Val high = s.Call("max", {a, b});
  if (s.rng().Chance(0.6)) {
    low = low - margin;
    high = high + margin;
  }
  const Val made = MakeRecord(s, box, OneOf(s, {"box", "bb", "aabb"}), {low, high});
  StoreRecord(s, made, OneOf(s, {"boxes", "bounds", "aabbs"}));
}

// def overlaps(a, b): whether two boxes overlap along every axis.
lang::FuncId DefineOverlap(Sketch& s, Type box, Type vec) {
  const std::array params = {Sketch::Param{"a", box, {}}, Sketch::Param{"b", box, {}}};
  return s.DefineHelper(OneOf(s, {"overlaps", "boxes_overlap", "aabb_test"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          std::vector<Val> conditions;
                          for (int k = 0; k < vec.rows; ++k) {
                            conditions.push_back(s.Field(p[0], 0)[k] <= s.Field(p[1], 1)[k]);
                            conditions.push_back(s.Field(p[0], 1)[k] >= s.Field(p[1], 0)[k]);
                          }
                          return {AllOf(conditions)};
                        });
}

// Counts the boxes that overlap this thread's box.
void CountOverlaps(Sketch& s, Type box, Type vec) {
  const int n = s.rng().Choose(std::array{16, 32, 64});
  const lang::FuncId overlap = DefineOverlap(s, box, vec);
  const Val query =
      s.Let(s.ThreadElement(Records(s, box, {}, OneOf(s, {"queries", "query_boxes"}))),
            {"q", "box", "mine"});
  const int boxes = Records(s, box, {n}, OneOf(s, {"boxes", "others", "obstacles"}));
  Val count = s.Mutable(s.Int(0), {"count", "hits", "num_pairs"}, Between(0.0, n));
  s.Hide(count);
  s.For({"j", "k"}, Val{}, Extent(s, boxes, 0, OneOf(s, {"num_boxes", "n_boxes"})), 0,
        [&](const Val& j) {
          s.If(s.CallHelper(overlap, std::array{query, s.At(boxes, {j})}),
               [&] { s.Update(count, BinaryOp::kAdd, s.Int(1)); });
        });
  s.Output(Shown(count), {"overlap_counts", "pair_counts", "counts_out"});
}

// The point of a box closest to a given point, or the distance to it.
void ClosestPoint(Sketch& s, Type box, Type vec) {
  const bool argument = s.rng().Chance(0.5);
  const Val b = argument ? s.NewRecordArg(box, OneOf(s, {"domain", "box", "bounds"}))
                         : s.Let(s.ThreadElement(Records(s, box, {}, "boxes")), {"b", "box"});
  const Val p = s.Let(s.ThreadElement(s.InputArray(vec)), {"p", "x", ""});
  const Val closest = s.Let(s.Call("min", {s.Call("max", {p, s.Field(b, 0)}), s.Field(b, 1)}),
                            {"closest", "q", "cp"});
  if (s.rng().Chance(0.5)) {
    return s.Output(s.Call("length", {p - closest}), {"dist_out", "distances", ""});
  }
  s.Output(closest, {"clamped", "closest_points", ""});
}

void DrawBoxRecords(Sketch& s) {
  const Type vec = s.vec(s.rng().Chance(0.75) ? 3 : 2);
  const auto names = s.rng().Choose(std::array<std::array<std::string_view, 2>, 3>{
      {{"lower", "upper"}, {"lo", "hi"}, {"bmin", "bmax"}}});
  const Type box = s.NewRecord(OneOf(s, {"AABB", "Box", "Bounds"}),
                               Fields{{names[0], vec, -2.0, 0.0}, {names[1], vec, 0.0, 2.0}});
  static constexpr std::array kUses = {BoxesFromCorners, CountOverlaps, ClosestPoint};
  s.rng().Choose(kUses)(s, box, vec);
}

}  // namespace

Motif BoxesMotif() {
  return {.name = "boxes", .family = Family::kStructs, .weight = 1.0, .draw = DrawBoxRecords};
}

}  // namespace warploom::synth::motifs
