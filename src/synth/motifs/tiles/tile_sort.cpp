// Sorts keys together with their values.
#include <array>

#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawTileSort(Sketch& s) {
  const TileExtent length = RowExtent(s);
  const bool whole = s.rng().Chance(0.5);
  const TileSource source = whole ? TileSource{lang::kInt, 0.0, 1000.0} : TileSource{lang::kFloat};
  const Val keys = RowTile(s, length, source, {"keys", "codes", "distances"}, {"k", "key_tile"});
  const std::array shape = {length};
  const Type type = TileTypeOf(lang::kInt, shape);
  Val values;
  if (s.rng().Chance(0.6)) {
    TileCall call(s, "tile_arange");
    values =
        Named(s, call.Stop(length).Dtype(lang::kInt).Give(type, Between(0.0, length.size - 1.0)),
              {"order", "ids"});
  } else {
    values = RowTile(s, length, {lang::kInt, 0.0, 100.0}, {"values", "ids_in"}, {"v", "vals"});
  }
  TileCall(s, "tile_sort").Arg(keys).Arg(values).Do();
  GiveRow(s, values, length);
  if (s.rng().Chance(0.6)) {
    GiveRow(s, keys, length);
  }
}

}  // namespace

Motif TileSortMotif() {
  return {.name = "tile-sort",
          .family = Family::kTiles,
          .weight = 0.6,
          .draw = DrawTileSort,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs
