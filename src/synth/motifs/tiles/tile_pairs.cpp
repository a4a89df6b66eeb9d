// Sums the interaction of every element of a loaded tile with the block's tile.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawPairs(Sketch& s) {
  static constexpr std::array kSizes = {8, 16, 32};
  const auto shape = BlockShape(s);
  const Val tile =
      BlockTile(s, shape, {s.real()}, {"positions", "x", "points"}, {"mine", "t", "x_tile"});
  const std::array count = {ExtentNamed(s, "NUM_CENTERS", kSizes)};
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {count[0].size};
  spec.name = OneOf(s, {"centers", "knots", "sources"});
  const std::array start = {s.Int(0)};
  const Val others = Named(s, TileLoad(s, s.NewArray(spec), count, start), {"others", "c_tile"});
  const lang::FuncId helper = ElementHelper(s, s.real(), 2);
  const Val sum = Named(s, TileZeros(s, s.real(), shape), {"acc", "force", "field"});
  s.For(Free(s, {"k", "n", "c"}), Val{}, count[0].written, 0, [&](const Val& k) {
    const std::array at = {k};
    const Val other = Named(s, TileElement(s, others, at), {"c", "other", "p"});
    const std::array both = {tile, other};
    s.builder().Augment(sum.id, lang::BinaryOp::kAdd, TileMap(s, helper, both).id);
  });
  GiveBlock(s, sum, shape);
}

}  // namespace

Motif TilePairsMotif() {
  return {.name = "tile-pairs",
          .family = Family::kTiles,
          .weight = 0.8,
          .draw = DrawPairs,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs
