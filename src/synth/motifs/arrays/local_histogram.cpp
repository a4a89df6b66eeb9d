#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/motifs/arrays/local_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A histogram of few bins in thread-local memory, and its fullest bin.
void DrawLocalHistogram(Sketch& s) {
  const Type real = Precise(s);
  const int bins = s.rng().Choose(std::array{4, 8, 10, 16});
  const int columns = s.rng().Choose(std::array{8, 16, 24, 32, 64});
  const Val row = s.FlatThread();
  const int in = Input(s, real, {s.thread_count(), columns},
                       OneOf(s, {"data", "samples", "pixels"}), 0.0, 1.0);
  const int counts = LocalArray(s, real, std::array{bins}, OneOf(s, {"hist", "counts", "bins"}));
  s.ForCount(Free(s, {"j", "k", "m"}), columns, [&](const Val& j) {
    const Val scaled = s.At(in, {row, j}) * s.Real(bins, real);
    const Val bin = s.Let(s.FitIndex(s.Convert(scaled, lang::kInt), bins), {"b", "bin"});
    // Not +=: Warp would turn it into an atomic, which makes no sense in thread-local memory.
    Store(s, counts, bin, s.At(counts, {bin}) + 1.0);
  });
  Val best = s.Mutable(s.Real(0.0, real), {"best", "peak", "most"});
  s.Hide(best);
  s.ForCount(Free(s, {"b", "q", "n"}), bins,
             [&](const Val& b) { s.Set(best, s.Call("max", {best, s.At(counts, {b})})); });
  s.Hide(best, false);
  s.Output(s.rng().Chance(0.5) ? best / s.Real(columns, real) : best);
}

}  // namespace

Motif LocalHistogramMotif() {
  return {.name = "local-histogram",
          .family = Family::kArrays,
          .weight = 0.7,
          .draw = DrawLocalHistogram};
}

}  // namespace warploom::synth::motifs
