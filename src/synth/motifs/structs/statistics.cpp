// Sum, extremes and count of a row, collected in a struct.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

struct RowStatistics {
  Type real, record;
  int columns;
  Val row;                         // The index of this thread's row.
  bool extremes, squares, counts;  // The fields besides the sum.
  bool stored;                     // The struct is the output.
  std::string_view sum, square, count;
};

RowStatistics DrawRowStatistics(Sketch& s) {
  RowStatistics m;
  m.real = s.real();
  m.columns = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  m.row = s.FlatThread();
  m.extremes = s.rng().Chance(0.6);
  m.stored = s.rng().Chance(0.7);
  // A struct that is not stored has only the fields that the result needs.
  m.squares = !m.extremes || (m.stored && s.rng().Chance(0.5));
  m.counts = m.stored && s.rng().Chance(0.5);
  m.sum = OneOf(s, {"sum", "total", "s1"});
  m.square = OneOf(s, {"sum_sq", "s2", "energy"});
  m.count = OneOf(s, {"count", "n"});
  Fields fields = {{m.sum, m.real, -1000.0, 1000.0}};
  if (m.squares) {
    fields.push_back({m.square, m.real, 0.0, 1000.0});
  }
  if (m.extremes) {
    fields.push_back({"lo", m.real, -1e4, 1e4});
    fields.push_back({"hi", m.real, -1e4, 1e4});
  }
  if (m.counts) {
    fields.push_back({m.count, lang::kInt, 0.0, static_cast<double>(m.columns)});
  }
  m.record = s.NewRecord(OneOf(s, {"Stats", "RowStats", "Summary", "Moments"}), fields);
  return m;
}

// Adds an element; `positive_only` counts only elements above a threshold.
void AddElement(Sketch& s, const RowStatistics& m, const Val& stats, const Val& x,
                bool positive_only) {
  s.UpdatePart(s.Field(stats, m.sum), BinaryOp::kAdd, x);
  if (m.squares) {
    s.UpdatePart(s.Field(stats, m.square), BinaryOp::kAdd, x * x);
  }
  if (m.extremes) {
    s.SetPart(s.Field(stats, "lo"), s.Call("min", {s.Field(stats, "lo"), x}));
    s.SetPart(s.Field(stats, "hi"), s.Call("max", {s.Field(stats, "hi"), x}));
  }
  if (m.counts) {
    const auto bump = [&] {
      s.SetPart(s.Field(stats, m.count), Known(s.Field(stats, m.count) + 1, 0.0, m.columns));
    };
    positive_only ? s.If(x > s.DrawNumber(m.real, 0.0, 0.5), bump) : bump();
  }
}

// A result of the sums, where the struct itself is not stored.
void OutputResult(Sketch& s, const RowStatistics& m, const Val& stats) {
  const Val mean = s.Let(s.Field(stats, m.sum) / s.Real(m.columns), {"mean", "avg"});
  if (m.squares) {
    return s.Output(s.Field(stats, m.square) / s.Real(m.columns) - mean * mean,
                    {"variance", "var_out", ""});
  }
  s.Output(m.extremes ? (s.Field(stats, "hi") - s.Field(stats, "lo")) * mean : mean);
}

void DrawStatisticsRecord(Sketch& s) {
  const RowStatistics m = DrawRowStatistics(s);
  const int in =
      Input(s, m.real, {s.thread_count(), m.columns}, OneOf(s, {"data", "x", "", "samples"}));
  const Val stats = s.Mutable(s.Make(m.record, {}), {"st", "stats", "acc"});
  if (m.extremes) {
    const Val first = s.At(in, {m.row, s.Int(0)});
    const bool numbers = s.rng().Chance(0.5);
    s.SetPart(s.Field(stats, "lo"), numbers ? s.Real(1e4) : first);
    s.SetPart(s.Field(stats, "hi"), numbers ? s.Real(-1e4) : first);
  }
  const bool positive_only = m.counts && s.rng().Chance(0.5);
  s.For({"j", "k"}, Val{}, Extent(s, in, 1, OneOf(s, {"num_cols", "dim", "width"})), 0,
        [&](const Val& j) {
          const Val x = s.Let(s.At(in, {m.row, j}), {"x", "v", "val"});
          AddElement(s, m, stats, x, positive_only);
        });
  if (m.stored) {
    return StoreRecord(s, stats, OneOf(s, {"stats_out", "summaries", "results"}));
  }
  OutputResult(s, m, stats);
}

}  // namespace

Motif StatisticsMotif() {
  return {.name = "statistics",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawStatisticsRecord};
}

}  // namespace warploom::synth::motifs
