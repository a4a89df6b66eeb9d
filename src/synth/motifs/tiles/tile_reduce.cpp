// A reduction along one axis of the block's tile.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawReduce(Sketch& s) {
  const auto shape = BlockShape(s);
  const Val tile = BlockTile(s, shape, {s.real()}, {"x", "A", "samples"}, {"t", "a", "tile"});
  const int axis = static_cast<int>(s.rng().Below(2));
  const std::array kept = {shape[static_cast<size_t>(1 - axis)]};
  const Type type = TileTypeOf(s.real(), kept);
  const bool is_sum = s.StyleChoice("sum along an axis", 0.55);
  const Val reduced = is_sum ? TileCall(s, "tile_sum").Arg(tile).Axis(axis).Give(type)
                             : TileCall(s, "tile_reduce", 1)
                                   .Function(OneOf(s, {"max", "min", "add"}))
                                   .Arg(tile)
                                   .Axis(axis)
                                   .Give(type);
  const Val out = Named(s, reduced, {"s", "reduced", "per_row"});
  // Each block writes to its own part of the output, since several reduce the same row.
  const auto across = static_cast<size_t>(axis);
  const auto along = static_cast<size_t>(1 - axis);
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {s.dims()[across], s.dims()[along] * kept[0].size};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  const int array = s.NewArray(spec);
  const std::array line = {s.Thread(static_cast<int>(across))};
  const int view = s.View(array, line, "");
  const std::array at = {s.Thread(static_cast<int>(along)) * kept[0].written};
  TileStore(s, view, out, at);
}

}  // namespace

Motif TileReduceMotif() {
  return {.name = "tile-reduce",
          .family = Family::kTiles,
          .weight = 1.3,
          .draw = DrawReduce,
          .min_dims = 2,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs
