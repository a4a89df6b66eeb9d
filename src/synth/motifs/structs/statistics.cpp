#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// Sum, extremes and count of a row, gathered in a struct.
void DrawStatisticsRecord(Sketch& s) {
  const Type real = s.real();
  const int columns = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  const Val row = s.FlatThread();
  const bool extremes = s.rng().Chance(0.6);
  const bool stored = s.rng().Chance(0.7);
  // A struct that stays local has only the fields that the result needs.
  const bool squares = !extremes || (stored && s.rng().Chance(0.5));
  const bool counts = stored && s.rng().Chance(0.5);
  const auto sum = OneOf(s, {"sum", "total", "s1"});
  const auto square = OneOf(s, {"sum_sq", "s2", "energy"});
  const auto count = OneOf(s, {"count", "n"});
  Fields fields = {{sum, real, -1000.0, 1000.0}};
  if (squares) {
    fields.push_back({square, real, 0.0, 1000.0});
  }
  if (extremes) {
    fields.push_back({"lo", real, -1e4, 1e4});
    fields.push_back({"hi", real, -1e4, 1e4});
  }
  if (counts) {
    fields.push_back({count, lang::kInt, 0.0, static_cast<double>(columns)});
  }
  const Type record = s.NewRecord(OneOf(s, {"Stats", "RowStats", "Summary", "Moments"}), fields);
  const int in =
      Input(s, real, {s.thread_count(), columns}, OneOf(s, {"data", "x", "", "samples"}));
  const Val stats = s.Mutable(s.Make(record, {}), {"st", "stats", "acc"});
  if (extremes) {
    const Val first = s.At(in, {row, s.Int(0)});
    const bool numbers = s.rng().Chance(0.5);
    s.SetPart(s.Field(stats, "lo"), numbers ? s.Real(1e4) : first);
    s.SetPart(s.Field(stats, "hi"), numbers ? s.Real(-1e4) : first);
  }
  const bool positive = counts && s.rng().Chance(0.5);
  s.For({"j", "k"}, Val{}, Extent(s, in, 1, OneOf(s, {"num_cols", "dim", "width"})), 0,
        [&](const Val& j) {
          const Val x = s.Let(s.At(in, {row, j}), {"x", "v", "val"});
          s.UpdatePart(s.Field(stats, sum), BinaryOp::kAdd, x);
          if (squares) {
            s.UpdatePart(s.Field(stats, square), BinaryOp::kAdd, x * x);
          }
          if (extremes) {
            s.SetPart(s.Field(stats, "lo"), s.Call("min", {s.Field(stats, "lo"), x}));
            s.SetPart(s.Field(stats, "hi"), s.Call("max", {s.Field(stats, "hi"), x}));
          }
          if (counts) {
            const auto bump = [&] {
              s.SetPart(s.Field(stats, count), Known(s.Field(stats, count) + 1, 0.0, columns));
            };
            positive ? s.If(x > s.DrawNumber(real, 0.0, 0.5), bump) : bump();
          }
        });
  if (stored) {
    return StoreRecord(s, stats, OneOf(s, {"stats_out", "summaries", "results"}));
  }
  const Val mean = s.Let(s.Field(stats, sum) / s.Real(columns), {"mean", "avg"});
  if (squares) {
    return s.Output(s.Field(stats, square) / s.Real(columns) - mean * mean,
                    {"variance", "var_out", ""});
  }
  s.Output(extremes ? (s.Field(stats, "hi") - s.Field(stats, "lo")) * mean : mean);
}

}  // namespace

Motif StatisticsMotif() {
  return {.name = "statistics",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawStatisticsRecord};
}

}  // namespace warploom::synth::motifs
