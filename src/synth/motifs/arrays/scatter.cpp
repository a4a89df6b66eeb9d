#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// out[perm[tid]] = x[tid]: distinct slots, so no atomics.
void DrawScatter(Sketch& s) {
  const Type element = DrawElement(s);
  const Val own = s.FlatThread();
  const int n = s.thread_count();
  const int order = Permutation(
      s, n, OneOf(s, {"perm", "permutation", "order", "sorted_ids", "dst_index", "remap"}));
  const Val slot = s.Let(s.At(order, {own}), {"slot", "dst", "target", "p", "new_index"});
  const int out = OutputArray(
      s, element, {n}, OneOf(s, {"", "sorted_values", "scattered", "reordered", "dst_values"}));
  s.StoreAt(out, std::array{slot}, Finished(s, s.ThreadElement(s.InputArray(element))));
  if (s.rng().Chance(0.35)) {
    const int inverse =
        OutputArray(s, lang::kInt, {n}, OneOf(s, {"inverse_perm", "inverse", "old_index"}));
    s.StoreAt(inverse, std::array{slot}, own);
  }
}

}  // namespace

Motif ScatterMotif() {
  return {.name = "scatter", .family = Family::kArrays, .weight = 1.2, .draw = DrawScatter};
}

}  // namespace warploom::synth::motifs
