// One to three statistics of each row.
#include <cstdint>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/tiles/rows_parts.h"

namespace warploom::synth::motifs {

namespace {

void DrawTileRowStatistic(Sketch& s) {
  const TileExtent length = RowExtent(s);
  const Val row = RowTile(s, length, {s.real()}, {"x", "rows", "samples"}, {"t", "row", "r"});
  const Val worked = s.rng().Chance(0.4) ? Named(s, row * row, {"sq", "squares"}) : row;
  const auto count = s.rng().Integer(1, 3);
  for (int64_t i = 0; i < count; ++i) {
    const std::string_view name =
        OneOf(s, {"tile_sum", "tile_sum", "tile_min", "tile_max", "tile_argmin", "tile_argmax"});
    const Val number = Named(s, TileTotal(s, name, worked), {"s", "stat", "value", "extreme"});
    const bool is_mean = name == "tile_sum" && s.rng().Chance(0.5);
    GiveSlot(s, is_mean ? number / CountOf(s, number, length) : number);
  }
}

}  // namespace

Motif TileRowStatisticMotif() {
  return {.name = "tile-row-statistic",
          .family = Family::kTiles,
          .weight = 1.2,
          .draw = DrawTileRowStatistic,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs
