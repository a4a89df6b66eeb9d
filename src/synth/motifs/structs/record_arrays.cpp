// A struct of arrays whose elements are written: by the kernel or by a helper, with stores, updates
// and atomics.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

struct Work {
  Type real, record;
  std::string_view values, totals;
  int extent;
  int bins;
};

Work DrawWork(Sketch& s) {
  Work work;
  work.real = Precise(s);
  work.values = OneOf(s, {"vals", "values", "out", "state", "forces"});
  work.totals = OneOf(s, {"totals", "sums", "hits", "counts"});
  work.extent = s.thread_count();
  work.bins = s.rng().Choose(std::array{1, 4, 8});
  Fields fields = {
      {work.values, lang::ArrayOf(work.real, 1), 0.0, 0.0, lang::Fill::kZero, {work.extent}},
      {work.totals, lang::ArrayOf(work.real, 1), 0.0, 0.0, lang::Fill::kZero, {work.bins}}};
  Maybe(s, fields, 0.5, {"gain", work.real, 0.5, 2.0});
  work.record = s.NewRecord(OneOf(s, {"Work", "Output", "Buffers", "SolverData"}), fields);
  return work;
}

// work.vals[i] = x and wp.atomic_add(work.totals, bin, x).
void Write(Sketch& s, const Work& work, const Val& record, const Val& i, const Val& x) {
  const int values = s.AsArray(s.Field(record, work.values), {work.extent}, Unknown(work.real),
                               Access::kPerThread);
  s.StoreAt(values, std::array{i}, x + s.DrawNumber(work.real, 0.5, 2.0));
  if (s.rng().Chance(0.4)) {
    s.SetPart(s.At(values, {i}), s.At(values, {i}) * s.DrawNumber(work.real, 0.5, 0.9));
  }
  const Val bin = work.bins == 1 ? s.Int(0) : i % work.bins;
  s.Do(s.Call(s.rng().Chance(0.7) ? "atomic_add" : "atomic_max",
              {s.Field(record, work.totals), bin, x}));
}

lang::FuncId DefineWrite(Sketch& s, const Work& work) {
  const std::array params = {Sketch::Param{OneOf(s, {"w", "data", "work"}), work.record, {}},
                             Sketch::Param{"i", kInt, Between(0.0, work.extent - 1.0)},
                             Sketch::Param{"x", work.real, Between(-10.0, 10.0)}};
  const lang::FuncId helper =
      s.DefineHelper(OneOf(s, {"put", "record_value", "accumulate_at"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       Write(s, work, p[0], p[1], p[2]);
                       return {};
                     });
  s.Hide(helper);
  return helper;
}

void DrawRecordArrays(Sketch& s) {
  const Val thread = s.FlatThread();
  const Work work = DrawWork(s);
  const bool by_helper = s.rng().Chance(0.6);
  const lang::FuncId helper = by_helper ? DefineWrite(s, work) : lang::FuncId{};
  const Val record = s.NewRecordArg(work.record, OneOf(s, {"work", "data", "bufs"}));
  s.MarkOutputs(record);
  const Val x = s.Convert(Source(s), work.real);
  if (by_helper) {
    s.Do(s.CallHelper(helper, std::array{record, thread, x}));
  } else {
    Write(s, work, record, thread, x);
  }
}

}  // namespace

Motif RecordArraysMotif() {
  return {
      .name = "record-arrays", .family = Family::kStructs, .weight = 1.2, .draw = DrawRecordArrays};
}

}  // namespace warploom::synth::motifs
