// The elements of a table that a tile of indices selects.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawTileGather(Sketch& s) {
  const TileExtent length = RowExtent(s);
  const int count = static_cast<int>(s.rng().Integer(2, 8)) * length.size;
  const Val places = RowTile(s, length, {lang::kInt, 0.0, count - 1.0}, {"indices", "ids", "map"},
                             {"idx", "where_tile", "places"});
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {count};
  spec.name = OneOf(s, {"table", "source", "values"});
  const int table = s.NewArray(spec);
  TileCall call(s, "tile_load_indexed");
  const std::array shape = {length};
  call.Arg(s.ArrayRef(table)).Arg(lang::KeywordName::kIndices, places).ShapeTuple(shape);
  ValueRange value_range = Unknown(s.real());
  value_range.from_input = true;
  const Val found =
      Named(s, call.Give(TileTypeOf(s.real(), shape), value_range), {"g", "found", "picked"});
  GiveRow(s, s.rng().Chance(0.5) ? found * Coefficient(s, s.real(), {"scale", "gain"}) : found,
          length);
}

}  // namespace

Motif TileGatherMotif() {
  return {.name = "tile-gather",
          .family = Family::kTiles,
          .weight = 0.7,
          .draw = DrawTileGather,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs
