// Converts between linear indices and coordinates, and gathers a value through them.
#include <array>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

// Row and column of a linear thread index.
void FromLinear(Sketch& s) {
  const int n = s.dims()[0];
  const int width = s.rng().Choose(std::array{4, 8, 16, 25, 32, 50});
  const int height = (n + width - 1) / width;
  const Val w = SizeOrLiteral(s, width, {"width", "stride", "cols", "nx"}, 0.6);
  const Val row = s.Let(FloorDiv(s.Thread(0), w), {"row", "y", "j"});
  const Val col =
      s.Let(s.rng().Chance(0.6) ? s.Thread(0) % w : s.Thread(0) - row * w, {"col", "x", "c"});
  const Val in_row = Known(col, 0, width - 1);
  const bool transposed = s.rng().Chance(0.5);
  const int grid =
      Input(s, s.real(), transposed ? std::vector{width, height} : std::vector{height, width});
  const Val value = transposed ? s.At(grid, {in_row, row}) : s.At(grid, {row, in_row});
  const Val parity = (row + col) % 2 == 0.0;
  s.Output(s.rng().Chance(0.5) ? s.Select(parity, value, -value) : value * s.Draw(s.real(), 1));
}

// The linear index of a two-dimensional launch; a neighbor, or a checkerboard of tiles.
void ToLinear(Sketch& s) {
  const int cols = s.dims()[1];
  const Val w = s.SizeArg(cols, {"width", "cols", "nx"});
  const Val flat = s.Let(s.Thread(0) * w + s.Thread(1), {"flat", "linear", "cell"});
  const int cells = s.dims()[0] * cols;
  const int values = Input(s, s.real(), {cells});
  if (s.rng().Chance(0.5)) {
    const int dx = static_cast<int>(s.rng().Integer(1, 3));
    const Val wrapped = s.Let((s.Thread(1) + s.Int(dx)) % w, {"right", "x1", "next_col"});
    const Val other = s.At(values, {Known(s.Thread(0) * w + wrapped, 0, cells - 1)});
    return s.Output(Minus({s.At(values, {flat}), other * s.Draw(s.real(), 0)}));
  }
  const Val group = s.SizeArg(s.rng().Choose(std::array{2, 4, 8}), {"tile", "block", "group"});
  const Val tile =
      s.Let(FloorDiv(s.Thread(0), group) + FloorDiv(s.Thread(1), group), {"tile_sum", "checker"});
  s.Output(Either(tile % 2 == 0.0, {s.At(values, {flat}), s.Draw(s.real(), 1)}));
}

void DrawIndexing(Sketch& s) { s.ndim() == 1 ? FromLinear(s) : ToLinear(s); }

}  // namespace

Motif IndexingMotif() {
  return {.name = "indexing", .family = Family::kInteger, .weight = 1.0, .draw = DrawIndexing};
}

}  // namespace warploom::synth::motifs
