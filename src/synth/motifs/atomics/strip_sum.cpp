#include <array>

#include "synth/motifs/atomics/atomics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A local sum over a strip, then one atomic per thread.
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

}  // namespace

Motif StripSumMotif() {
  return {.name = "strip-sum", .family = Family::kAtomics, .weight = 1.0, .draw = DrawStripSum};
}

}  // namespace warploom::synth::motifs
