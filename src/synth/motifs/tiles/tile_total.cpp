// The sum of all elements, or of products, over all blocks: a tile reduction, then an atomic.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawTotal(Sketch& s) {
  const auto shape = BlockShape(s);
  const Val tile =
      BlockTile(s, shape, {s.real()}, {"x", "data", "errors", "values"}, {"t", "tile", "chunk"});
  const Val worked = s.rng().Chance(0.6) ? s.Let(Reworked(s, tile, shape), "terms") : tile;
  const Val sum = Named(s,
                        s.rng().Chance(0.3) ? TileCall(s, "tile_dot")
                                                  .Arg(worked)
                                                  .Arg(tile)
                                                  .Give(lang::TileOf(s.real(), std::array{1}))
                                            : TileTotal(s, "tile_sum", worked),
                        {"s", "total", "block_sum"});
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {1};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kAtomic;
  spec.name = OneOf(s, {"loss", "total", "result", "energy"});
  const int array = s.NewArray(spec);
  const std::array first = {s.Int(0)};
  TileCall call(s, "tile_atomic_add", 1);
  s.Do(call.Arg(s.ArrayRef(array)).Arg(sum).Offset(first).Give(sum.type));
}

}  // namespace

Motif TileTotalMotif() {
  return {.name = "tile-total", .family = Family::kTiles, .weight = 1.5, .draw = DrawTotal};
}

}  // namespace warploom::synth::motifs
