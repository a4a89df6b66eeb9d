#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/arrays/local_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The first `count` values of the thread's row of an input, copied to a thread-local array.
int LoadRow(Sketch& s, Type real, int count, std::string_view name) {
  const Val row = s.FlatThread();
  const int in =
      Input(s, real, {s.thread_count(), count}, OneOf(s, {"data", "samples", "values", "rows"}));
  const int buffer = LocalArray(s, real, std::array{count}, name);
  s.ForCount(Free(s, {"j", "k", "m"}), count, [&](const Val& j) {
    const Val x = s.At(in, {row, j});
    Store(s, buffer, j, s.StyleChoice("loads plainly", 0.6) ? x : x * s.DrawNumber(real, 0.1, 2.0));
  });
  return buffer;
}

// The median of a short row, sorted by adjacent swaps in a thread-local array.
void DrawLocalSort(Sketch& s) {
  const Type real = Precise(s);
  const int count = s.rng().Choose(std::array{3, 4, 5, 6, 20, 24});
  const int buffer = LoadRow(s, real, count, OneOf(s, {"window", "buf", "sorted_values", "tmp"}));
  const auto at = [&](const Val& i) { return s.At(buffer, {i}); };
  s.ForCount(Free(s, {"a", "p", "i"}), count - 1, [&](const Val&) {
    s.ForCount(Free(s, {"b", "q", "k"}), count - 1, [&](const Val& b) {
      const Val left = s.Let(at(b), "left");
      const Val right = s.Let(at(b + s.Int(1)), "right");
      s.If(left > right, [&] {
        Store(s, buffer, b, right);
        Store(s, buffer, b + s.Int(1), left);
      });
    });
  });
  if (s.rng().Chance(0.6)) {
    return s.Output(at(s.Int(count / 2)));
  }
  s.Output(at(s.Int(count - 1)) - at(s.Int(0)));
}

}  // namespace

Motif LocalSortMotif() {
  return {.name = "local-sort", .family = Family::kArrays, .weight = 0.7, .draw = DrawLocalSort};
}

}  // namespace warploom::synth::motifs
