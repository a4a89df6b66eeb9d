// An elementwise map over a tile: out = f(a).
#include <cstdint>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawMap(Sketch& s) {
  const auto shape = BlockShape(s);
  const TileSource source{s.real()};
  Val tile = BlockTile(s, shape, source, {"a", "x", "data", "values", "src"},
                       {"t", "tile", "a_tile", "x_tile"});
  const auto steps = s.rng().Integer(1, 3);
  for (int64_t i = 0; i < steps; ++i) {
    tile = Named(s, Reworked(s, tile, shape), {"b", "c", "r", "scaled", "y_tile", "mixed"});
  }
  GiveBlock(s, tile, shape);
}

}  // namespace

Motif TileMapMotif() {
  return {.name = "tile-map", .family = Family::kTiles, .weight = 3.0, .draw = DrawMap};
}

}  // namespace warploom::synth::motifs
