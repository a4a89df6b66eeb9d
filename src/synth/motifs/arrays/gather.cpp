#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

int DrawLength(Sketch& s) {
  return s.rng().Choose(std::array{64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096});
}

// A gather, x[indices[tid]]: optionally weighted, and with -1 for "none".
void DrawGather(Sketch& s) {
  const Type element = DrawElement(s);
  const int n = DrawLength(s);
  const bool holes = s.rng().Chance(0.35);
  const int index = Indices(
      s, {}, n, OneOf(s, {"indices", "gather_idx", "src_ids", "parents", "mapping"}), holes);
  const int source = Input(s, element, {n}, OneOf(s, {"", "src", "values", "table", "source"}));
  const Val j = s.Let(s.ThreadElement(index), {"j", "src_idx", "idx", "parent", "source_id"});
  const auto gather = [&] {
    const Val at = Known(j, 0.0, n - 1.0);
    const Val x = s.At(source, {at});
    if (s.rng().Chance(0.35)) {
      const Val w = s.ThreadElement(s.InputArray(s.real()));
      s.Output(Finished(s, x * w), {"", "gathered", "out", "dst"});
    } else if (s.rng().Chance(0.4)) {
      s.Output(Minus({s.Let(x), s.ThreadElement(s.InputArray(element))}));
    } else {
      s.Output(Finished(s, x), {"", "gathered", "out", "dst"});
    }
  };
  if (!holes) {
    gather();
  } else if (s.rng().Chance(0.5)) {
    s.If(j >= 0, gather);
  } else {
    s.If(j != -1, gather);
  }
}

}  // namespace

Motif GatherMotif() {
  return {.name = "gather", .family = Family::kArrays, .weight = 1.5, .draw = DrawGather};
}

}  // namespace warploom::synth::motifs
