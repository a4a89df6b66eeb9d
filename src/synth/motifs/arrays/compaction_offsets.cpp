#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// if flags[tid]: compact[offsets[tid]] = x[tid], after an exclusive scan of the flags.
void DrawCompactionByOffset(Sketch& s) {
  const Type element = DrawElement(s);
  const Val own = s.FlatThread();
  const int n = s.thread_count();
  const int offsets = Permutation(s, n, OneOf(s, {"offsets", "scan", "scan_out", "prefix"}));
  const int out =
      OutputArray(s, element, {n}, OneOf(s, {"compact", "compacted", "packed", "selected"}));
  const bool by_flag = !element.is_float() || s.rng().Chance(0.6);
  const int flags = by_flag ? Indices(s, {}, 2, OneOf(s, {"flags", "keep", "mask", "active"})) : 0;
  const Val x = by_flag ? s.ThreadElement(s.InputArray(element))
                        : s.Let(s.ThreadElement(s.InputArray(element)));
  const Val keep = !by_flag              ? x > s.DrawNumber(element, 0.0, 0.5)
                   : s.rng().Chance(0.6) ? s.ThreadElement(flags) == 1
                                         : s.ThreadElement(flags) != 0;
  s.If(keep, [&] {
    const Val slot = s.Let(s.At(offsets, {own}), {"slot", "dst", "o", "out_idx"});
    s.StoreAt(out, std::array{slot}, x);
    if (s.rng().Chance(0.4)) {
      s.StoreAt(OutputArray(s, lang::kInt, {n}, OneOf(s, {"original_ids", "source_ids"})),
                std::array{slot}, own);
    }
  });
}

}  // namespace

Motif CompactionOffsetsMotif() {
  return {.name = "compaction-offsets",
          .family = Family::kArrays,
          .weight = 0.8,
          .draw = DrawCompactionByOffset};
}

}  // namespace warploom::synth::motifs
