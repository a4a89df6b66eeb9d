#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A strided loop: each thread takes every stride-th element, for k in range(tid, n, stride).
void DrawStrided(Sketch& s) {
  const Type element = DrawElement(s, 0.15);
  const int stride = s.thread_count();
  const int n = stride * s.rng().Choose(std::array{2, 3, 4, 8});
  const int x = Input(s, element, {n}, OneOf(s, {"", "data", "x", "samples"}));
  const Val own = s.FlatThread();
  const Val stop = Extent(s, x, 0, OneOf(s, {"n", "total", "num_elements"}));
  if (s.rng().Chance(0.5)) {
    const int out = OutputArray(s, element, {n}, OneOf(s, {"", "y", "scaled"}));
    s.For({"k", "i", "e"}, own, stop, stride,
          [&](Val k) { s.StoreAt(out, std::array{k}, Finished(s, s.At(x, {k}))); });
    return;
  }
  Val sum = Accumulator(s, element, OneOf(s, {"acc", "partial", "sum", "local"}));
  s.For({"k", "i", "e"}, own, stop, stride, [&](Val k) {
    const Val term = s.At(x, {k});
    s.Update(sum, BinaryOp::kAdd, s.rng().Chance(0.5) ? term : Finished(s, term));
  });
  s.Output(Shown(sum), {"", "partial_sums", "out"});
}

}  // namespace

Motif StridedMotif() {
  return {.name = "strided", .family = Family::kArrays, .weight = 0.9, .draw = DrawStrided};
}

}  // namespace warploom::synth::motifs
