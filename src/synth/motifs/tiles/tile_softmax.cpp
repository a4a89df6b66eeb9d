// The softmax of a row: exp(x - max) / sum.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/tiles/rows_parts.h"

namespace warploom::synth::motifs {

namespace {

void DrawTileSoftmax(Sketch& s) {
  const TileExtent length = RowExtent(s);
  const Val row = RowTile(s, length, {s.real()}, {"logits", "scores", "x"}, {"t", "x_row", "z"});
  const Val scaled = s.rng().Chance(0.4)
                         ? s.Let(row * Coefficient(s, s.real(), {"temperature", "scale"}), "zs")
                         : row;
  const Val top = Named(s, TileTotal(s, "tile_max", scaled), {"m", "row_max", "top"});
  const Val centred = scaled - Broadcast(s, top, length);
  const Val powers = Named(s, TileMap(s, "exp", std::array{centred}), {"e", "exps", "numerator"});
  const Val sum = Named(s, TileTotal(s, "tile_sum", powers), {"total", "denom", "z_sum"});
  const Val shares = powers / Broadcast(s, sum, length);
  GiveRow(s, shares, length);
  if (s.rng().Chance(0.25)) {
    GiveSlot(s, sum);
  }
}

}  // namespace

Motif TileSoftmaxMotif() {
  return {.name = "tile-softmax",
          .family = Family::kTiles,
          .weight = 1.0,
          .draw = DrawTileSoftmax,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "learning"};
}

}  // namespace warploom::synth::motifs
