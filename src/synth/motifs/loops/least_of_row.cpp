// The minimum or maximum of a row and its index, starting from infinity.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawLeastOfRow(Sketch& s) {
  const Type real = s.real();
  const int count = s.rng().Choose(std::array{8, 16, 24, 32, 50, 64, 100});
  const int row = Input(s, real, {s.dims()[0], count}, OneOf(s, {"costs", "dists", "errors"}));
  const Val bound = Extent(s, row, 1, OneOf(s, {"num_candidates", "count"}));
  const bool is_max = s.rng().Chance(0.3);
  const Val infinite = s.Number(lang::NumberName::kInf, real);
  Val best = s.Mutable(is_max ? -infinite : infinite, {"best", "limit", "extreme"});
  Val where = s.Mutable(s.Int(-1), {"arg", "best_k", "which"}, Between(-1, count - 1.0));
  s.Hide(best);
  s.Hide(where);
  s.For({"k", "j", "c"}, Val{}, bound, 0, [&](Val k) {
    const Val element = s.At(row, {s.Thread(0), k});
    const bool weighted = s.rng().Chance(0.5);
    const Val x = s.Let(weighted ? element * s.Draw(real, 1) : element, {"x", "cost"});
    s.If(is_max ? x > best : x < best, [&] {
      s.Set(best, x);
      s.Set(where, k);
    });
  });
  s.Hide(best, false);
  s.Hide(where, false);
  s.Output(best);
  s.Output(where);
}

}  // namespace

Motif LeastOfRowMotif() {
  return {.name = "least-of-row", .family = Family::kLoops, .weight = 0.3, .draw = DrawLeastOfRow};
}

}  // namespace warploom::synth::motifs
