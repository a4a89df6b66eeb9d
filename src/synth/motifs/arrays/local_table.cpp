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

// Dynamic programming: a 2D table filled row by row from the entries above and to the left.
void DrawLocalTable(Sketch& s) {
  const Type real = Precise(s);
  const int size = s.rng().Choose(std::array{3, 4, 5, 6});
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  const int table = LocalArray(s, real, std::array{size, size}, OneOf(s, {"table", "dp", "grid"}));
  const auto at = [&](const Val& i, const Val& j) { return s.At(table, {i, j}); };
  const auto set = [&](const Val& i, const Val& j, const Val& value) {
    s.StoreAt(table, std::array{i, j}, value);
  };
  const std::string_view row = Free(s, {"r", "p", "m"});
  const std::string_view column = Free(s, {"c", "q", "n"});
  s.ForCount(row, size, [&](const Val& i) {
    set(i, s.Int(0), x);
    set(s.Int(0), i, s.Draw(real, 0));
  });
  const Val decay = s.DrawLiteral(real, 0.1, 0.9);
  const bool least = s.rng().Chance(0.5);
  s.For(row, s.Int(1), s.Int(size), 0, [&](const Val& i) {
    s.For(column, s.Int(1), s.Int(size), 0, [&](const Val& j) {
      const Val up = at(i - s.Int(1), j);
      const Val left = at(i, j - s.Int(1));
      set(i, j, least ? s.Call("min", {up, left}) + x : decay * (up + left));
    });
  });
  s.Output(at(s.Int(size - 1), s.Int(size - 1)));
}

}  // namespace

Motif LocalTableMotif() {
  return {.name = "local-table", .family = Family::kArrays, .weight = 0.6, .draw = DrawLocalTable};
}

}  // namespace warploom::synth::motifs
