#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The first element of a row that passes a test is stored, and the thread returns from within the
// loop: for j in range(n): if a[i, j] > t: out[i] = j; return.
void DrawFirstAbove(Sketch& s) {
  const Type real = s.real();
  const int columns = s.rng().Choose(std::array{3, 4, 6, 8, 12, 16});
  const int table = Input(s, real, {s.dims()[0], columns},
                          OneOf(s, {"a", "scores", "candidates", "distances", ""}));
  const Val limit = s.NewArg(real, 0.2, 0.8, OneOf(s, {"t", "threshold", "limit", "cutoff"}));
  const int first = OutputArray(s, lang::kInt, {}, OneOf(s, {"first", "found", "index_out", "o"}));
  const bool stores_value = s.rng().Chance(0.4);
  const int value =
      stores_value ? OutputArray(s, real, {}, OneOf(s, {"value_out", "best_out"})) : -1;
  s.For({"j", "k", "c"}, Val{}, ShapeOf(s, table, 1), 0, [&](const Val& j) {
    const Val x = s.At(table, {s.Thread(0), j});
    s.If(s.rng().Chance(0.7) ? x > limit : x < -limit, [&] {
      s.StoreThreadElement(first, j);
      if (stores_value) {
        s.StoreThreadElement(value, x);
      }
      s.builder().Return();
    });
  });
  s.StoreThreadElement(first, s.Int(-1));
}

}  // namespace

Motif FirstAboveMotif() {
  return {
      .name = "first-above", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawFirstAbove};
}

}  // namespace warploom::synth::motifs
