#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// window = signal[start : start + W], or a slice of a row.
void DrawSlice(Sketch& s) {
  const Type real = s.real();
  const int width = s.rng().Choose(std::array{3, 4, 5, 8, 16});
  const auto name = OneOf(s, {"window", "part", "chunk", "block", "seg"});
  const Val own = s.FlatThread();
  int slice = -1;
  if (s.rng().Chance(0.5)) {
    const bool overlap = s.rng().Chance(0.5);
    const int n = overlap ? s.thread_count() + width : s.thread_count() * width;
    const int signal = Input(s, real, {n}, OneOf(s, {"signal", "samples", "data", "series", ""}));
    const Val start = overlap ? own : s.Let(own * s.Int(width), {"start", "begin", "lo"});
    slice = s.SliceView(signal, {}, start, start + s.Int(width), width, name);
  } else {
    const int columns = width + static_cast<int>(s.rng().Integer(1, 16));
    const int first = static_cast<int>(s.rng().Integer(0, columns - width));
    const int rows =
        Input(s, real, {s.thread_count(), columns}, OneOf(s, {"m", "data", "states", ""}));
    const Val start = first == 0 && s.rng().Chance(0.5) ? Val{} : s.Int(first);
    const Val stop = first + width == columns ? Val{} : s.Int(first + width);
    slice = s.SliceView(rows, std::array{own}, start, stop, width, name);
  }
  if (width <= 5 && s.rng().Chance(0.4)) {
    const Val a = s.At(slice, {s.Int(0)});
    const Val b = s.At(slice, {s.Int(width - 1)});
    s.Output(s.rng().Chance(0.5) ? (b - a) * s.DrawNumber(real, 0.1, 1.0)
                                 : (a + b + s.At(slice, {s.Int(width / 2)})) / s.Real(3.0));
    return;
  }
  const bool best = s.rng().Chance(0.4);
  Val acc = best ? s.Mutable(s.At(slice, {s.Int(0)}), {"peak", "best", "highest"})
                 : s.Mutable(s.Real(0.0), {"acc", "sum", "energy"});
  s.Hide(acc);
  s.For("k", best ? s.Int(1) : Val{}, s.Int(width), 0, [&](Val k) {
    const Val x = s.At(slice, {k});
    if (best) {
      s.Set(acc, s.Call("max", {acc, x}));
    } else {
      s.Update(acc, BinaryOp::kAdd, s.rng().Chance(0.5) ? x : Finished(s, x));
    }
  });
  s.Output(best ? Shown(acc) : Finished(s, Shown(acc)));
}

}  // namespace

Motif SliceMotif() {
  return {.name = "slice", .family = Family::kArrays, .weight = 1.0, .draw = DrawSlice};
}

}  // namespace warploom::synth::motifs
