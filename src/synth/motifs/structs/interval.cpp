// Interval arithmetic: the product or the union of two intervals.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// def interval_mul(a, b) or interval_union(a, b)
lang::FuncId DefineCombine(Sketch& s, Type record) {
  const std::array params = {Sketch::Param{"a", record, {}}, Sketch::Param{"b", record, {}}};
  const bool product = s.rng().Chance(0.6);
  return s.DefineHelper(
      product ? OneOf(s, {"interval_mul", "mul_interval"})
              : OneOf(s, {"interval_union", "hull", "merge"}),
      params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val al = s.Field(p[0], 0);
        const Val ah = s.Field(p[0], 1);
        const Val bl = s.Field(p[1], 0);
        const Val bh = s.Field(p[1], 1);
        if (!product) {
          return {MakeRecord(s, record, "r", {s.Call("min", {al, bl}), s.Call("max", {ah, bh})})};
        }
        const Val ll = s.Let(al * bl, "ll");
        const Val lh = s.Let(al * bh, "lh");
        const Val hl = s.Let(ah * bl, "hl");
        const Val hh = s.Let(ah * bh, "hh");
        return {MakeRecord(s, record, "r",
                           {s.Call("min", {s.Call("min", {ll, lh}), s.Call("min", {hl, hh})}),
                            s.Call("max", {s.Call("max", {ll, lh}), s.Call("max", {hl, hh})})})};
      });
}

void DrawIntervalRecord(Sketch& s) {
  const Type real = s.real();
  const auto names = s.rng().Choose(
      std::array<std::array<std::string_view, 2>, 2>{{{"lo", "hi"}, {"min_v", "max_v"}}});
  const Type record = s.NewRecord(OneOf(s, {"Interval", "Range", "Span"}),
                                  Fields{{names[0], real, -1.0, 0.0}, {names[1], real, 0.0, 1.0}});
  const lang::FuncId combine = DefineCombine(s, record);
  const Val a = s.ThreadElement(Records(s, record, {}, OneOf(s, {"xs", "a_ranges", "intervals"})));
  const Val b = s.rng().Chance(0.5)
                    ? s.NewRecordArg(record, OneOf(s, {"domain", "limits", "y_range"}))
                    : s.ThreadElement(Records(s, record, {}, OneOf(s, {"ys", "b_ranges"})));
  Val result = s.CallHelper(combine, std::array{a, b});
  result.range.from_input = true;
  if (s.rng().Chance(0.5)) {
    return StoreRecord(s, result, OneOf(s, {"ranges_out", "out", "bounds_out"}));
  }
  const Val r = s.Let(result, {"r", "c", "iv"});
  s.Output(s.rng().Chance(0.5) ? s.Field(r, 1) - s.Field(r, 0)
                               : (s.Field(r, 0) + s.Field(r, 1)) * s.Real(0.5),
           {"widths", "mids", ""});
}

}  // namespace

Motif IntervalMotif() {
  return {
      .name = "interval", .family = Family::kStructs, .weight = 0.7, .draw = DrawIntervalRecord};
}

}  // namespace warploom::synth::motifs
