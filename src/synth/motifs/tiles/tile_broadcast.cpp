// A row broadcast over a tile and added or multiplied: tile + bias, tile * scale.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawBroadcast(Sketch& s) {
  const auto shape = BlockShape(s);
  const auto place = BlockPlace(s, shape);
  const Val tile = BlockTile(s, shape, {s.real()}, {"x", "A", "features"}, {"t", "a", "x_tile"});
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {s.dims()[1] * shape[1].size};
  spec.name = OneOf(s, {"bias", "shift", "row_scale", "gamma"});
  const std::array length = {shape[1]};
  const std::array at = {place[1]};
  const Val row = Named(s, TileLoad(s, s.NewArray(spec), length, at), {"b", "row", "g"});
  const Val wide = Named(s, TileBroadcast(s, row, shape), {"wide", "bb", "rows"});
  const Val joined = s.rng().Chance(0.6) ? tile + wide : tile * wide;
  const Val out = Named(s, joined, {"y", "out_tile", "r"});
  GiveBlock(s, s.rng().Chance(0.3) ? Reworked(s, out, shape) : out, shape);
}

}  // namespace

Motif TileBroadcastMotif() {
  return {.name = "tile-broadcast",
          .family = Family::kTiles,
          .weight = 1.3,
          .draw = DrawBroadcast,
          .min_dims = 2,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs
