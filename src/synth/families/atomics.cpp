// Atomics and reductions: sums, histograms, extremes, scatter-adds, counters and slots.
#include <algorithm>
#include <array>

#include "synth/families/families.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

int AtomicArray(Sketch& s, Type element, int size, std::string_view name) {
  ArraySpec spec;
  spec.element = element;
  spec.shape = {size};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kAtomic;
  spec.name = name;
  return s.NewArray(spec);
}

// wp.<name>(array, index, value) for its effect.
void Atomic(Sketch& s, std::string_view name, int array, const Val& index, const Val& value) {
  s.Do(s.Call(name, {s.ArrayRef(array), index, value}));
}

// total[0] += f(x): a plain reduction, with a weight or a condition.
void DrawSum(Sketch& s) {
  static constexpr std::array<std::string_view, 6> kNames = {"total",  "loss",  "sum",
                                                             "energy", "accum", "cost"};
  const Type real = s.real().scalar == lang::Scalar::kFloat16 ? lang::kFloat : s.real();
  const Val term = s.Let(s.Draw(real, s.DrawDepth()));
  const int total = AtomicArray(s, real, 1, s.rng().Choose(kNames));
  const auto add = [&] {
    const Val zero = s.Int(0);
    const Val value = s.rng().Chance(0.5) ? term * term : term;
    s.AtomicAdd(total, std::array{zero},
                value.facts.from_input ? value : value * s.DrawInput(real));
  };
  if (s.rng().Chance(0.35)) {
    s.If(s.DrawCondition(1), add);
  } else {
    add();
  }
}

// hist[bin(x)] += 1
void DrawHistogram(Sketch& s) {
  const Type real = s.real();
  const int bins = static_cast<int>(s.rng().Choose(std::array{8, 10, 16, 32, 64, 100, 128, 256}));
  ArraySpec spec;
  spec.element = real;
  spec.low = 0.0;
  spec.high = 1.0;
  const Val x = s.Let(s.Own(s.NewArray(spec)));
  const Val scaled = x * s.Real(bins);
  const Val bin = s.Let(s.Call("min", {s.Convert(scaled, lang::kInt), s.Int(bins - 1)}), "bin");
  static constexpr std::array<std::string_view, 4> kNames = {"hist", "histogram", "counts", "bins"};
  const bool weighted = s.rng().Chance(0.3) && real.scalar != lang::Scalar::kFloat16;
  const int hist = AtomicArray(s, weighted ? real : lang::kInt, bins, s.rng().Choose(kNames));
  s.AtomicAdd(hist, std::array{bin}, weighted ? s.Draw(real, 1) : s.Int(1));
}

// out[ids[tid]] += value: scatter-add by label or cell.
void DrawScatterAdd(Sketch& s) {
  const int groups = static_cast<int>(s.rng().Choose(std::array{4, 10, 16, 32, 50, 100, 256}));
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = 0.0;
  spec.high = groups - 1.0;
  static constexpr std::array<std::string_view, 5> kIds = {"ids", "labels", "cells", "owner",
                                                           "segment"};
  spec.name = s.rng().Choose(kIds);
  const Val id = s.Let(s.Own(s.NewArray(spec)));
  const bool vector = s.rng().Chance(0.4);
  const Type real = lang::kFloat;
  const Type element = vector ? lang::VecType(s.rng().Chance(0.8) ? 3 : 2, real.scalar) : real;
  const Val value = vector ? s.Draw(element, 2) : s.Draw(real, s.DrawDepth());
  const int sums = AtomicArray(s, element, groups, vector ? "forces" : "sums");
  s.AtomicAdd(sums, std::array{id}, value.facts.from_input ? value : s.DrawInput(element));
  if (s.rng().Chance(0.4)) {
    const int counts = AtomicArray(s, lang::kInt, groups, "counts");
    s.AtomicAdd(counts, std::array{id}, s.Int(1));
  }
}

// Largest and smallest value of all threads, for a whole array or a row.
void DrawExtremes(Sketch& s) {
  const Type type = s.rng().Chance(0.7) ? lang::kFloat : lang::kInt;
  const Val x = s.Let(type.is_int() ? s.DrawInput(type) : s.Draw(type, 2));
  const bool by_row = s.ndim() > 1 && s.rng().Chance(0.6);
  const int size = by_row ? s.dims()[0] : 1;
  const Val slot = by_row ? s.Thread(0) : s.Int(0);
  const Val value = x.facts.from_input ? x : s.DrawInput(type);
  const bool both = s.rng().Chance(0.5);
  if (both || s.rng().Chance(0.5)) {
    Atomic(s, "atomic_max", AtomicArray(s, type, size, "max_value"), slot, value);
  }
  if (both) {
    Atomic(s, "atomic_min", AtomicArray(s, type, size, "min_value"), slot, value);
  }
}

// slot = atomic_add(count, 0, 1): keeps the elements that pass a test, in any order.
void DrawCompaction(Sketch& s) {
  const Type real = s.real();
  const Val x = s.Let(s.Own(s.InputArray(real)));
  const int capacity = s.thread_count();
  const int counter = AtomicArray(s, lang::kInt, 1, "count");
  ArraySpec spec;
  spec.element = real;
  spec.shape = {capacity};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kOwned;
  spec.name = s.rng().Chance(0.5) ? "compact" : "selected";
  const int out = s.NewArray(spec);
  s.If(x > s.DrawThreshold(x), [&] {
    Val slot = s.Call("atomic_add", {s.ArrayRef(counter), s.Int(0), s.Int(1)});
    slot = s.Let(slot, "slot");
    // At most one slot is taken a thread, so the counter stays below the capacity.
    slot.facts = Between(0.0, capacity - 1.0);
    slot.facts.from_input = true;
    s.StoreAt(out, std::array{slot}, s.rng().Chance(0.5) ? x : s.Draw(real, 1));
  });
}

// A local sum over a strip, then one atomic for the thread.
void DrawStripSum(Sketch& s) {
  const Type real = lang::kFloat;
  const int strip = static_cast<int>(s.rng().Choose(std::array{4, 8, 16, 32}));
  const int n = s.dims()[0] * strip;
  ArraySpec spec;
  spec.element = real;
  spec.shape = {n};
  const int values = s.NewArray(spec);
  Val sum = s.Mutable(s.Real(0.0, real), "local_sum");
  s.Hide(sum);
  const Val base = s.Let(s.Thread(0) * s.Int(strip), "start");
  s.ForCount("k", strip, [&](Val k) {
    const Val x = s.At(values, {base + k});
    s.Update(sum, BinaryOp::kAdd, s.rng().Chance(0.5) ? x : s.Call("abs", {x}));
  });
  const int total = AtomicArray(s, real, 1, "result");
  s.AtomicAdd(total, std::array{s.Int(0)}, sum);
}

// Bits that any thread sets: atomic_or of a mask by group (int32, as in flags and visited sets).
void DrawFlags(Sketch& s) {
  const int groups = static_cast<int>(s.rng().Choose(std::array{8, 16, 32, 64}));
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = 0.0;
  spec.high = 1000.0;
  const Val key = s.Let(s.Own(s.NewArray(spec)), "key");
  const Val group = s.Let(key % s.Int(groups), "group");
  const Val bit = s.Let(s.Int(1) << (key / s.Int(groups) % s.Int(31)), "bit");
  static constexpr std::array<std::string_view, 3> kOps = {"atomic_or", "atomic_and", "atomic_xor"};
  const auto op = kOps[s.rng().Below(3)];
  Atomic(s, op, AtomicArray(s, lang::kInt, groups, "flags"), group,
         op == "atomic_and" ? ~bit : bit);
}

constexpr std::array kMotifs = {
    Motif{"sum", 2.0, DrawSum},
    Motif{"histogram", 1.5, DrawHistogram},
    Motif{"scatter-add", 1.5, DrawScatterAdd},
    Motif{"extremes", 1.0, DrawExtremes},
    Motif{"compaction", 1.0, DrawCompaction},
    Motif{"strip-sum", 1.0, DrawStripSum},
    Motif{"flags", 0.7, DrawFlags},
};

}  // namespace

Family AtomicsFamily() {
  return {"atomics", "atomics and reductions: sums, histograms, extremes, compaction", 1.0, 1, 3,
          kMotifs};
}

}  // namespace warploom::synth
