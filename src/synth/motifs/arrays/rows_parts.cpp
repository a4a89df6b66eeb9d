#include "synth/motifs/arrays/rows_parts.h"

#include <array>
#include <string_view>

#include "synth/kit/arrays.h"

namespace warploom::synth::motifs {

using lang::Type;

int DrawColumns(Sketch& s) { return s.rng().Choose(std::array{3, 4, 6, 8, 10, 16, 32, 64}); }

std::string_view ColumnsName(Sketch& s) {
  return OneOf(s, {"num_cols", "dim", "num_features", "width", "cols", "d"});
}

Rows DrawRows(Sketch& s, Type element, double view_share) {
  const int columns = DrawColumns(s);
  const Val row = s.FlatThread();
  const int array =
      Input(s, element, {s.thread_count(), columns}, OneOf(s, {"", "rows", "data", "m", "x"}));
  const bool as_view = s.rng().Chance(view_share);
  const int view =
      as_view ? s.View(array, std::array{row}, OneOf(s, {"row", "r", "row_view", "xi"})) : -1;
  return {array, view, columns, row};
}

Val Columns(Sketch& s, const Rows& rows) {
  if (rows.view >= 0 && s.rng().Chance(0.3)) {
    return Extent(s, rows.view, 0, ColumnsName(s));
  }
  return Extent(s, rows.array, 1, ColumnsName(s));
}

}  // namespace warploom::synth::motifs
