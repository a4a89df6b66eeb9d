// A transposed copy: out[j, i] = in[i, j].
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawTranspose(Sketch& s) {
  const auto shape = BlockShape(s);
  const Val tile = BlockTile(s, shape, {s.real()}, {"src", "A", "matrix"}, {"t", "a", "block"});
  const std::array turned = {shape[1], shape[0]};
  const Val other = Named(
      s, TileCall(s, "tile_transpose").Arg(tile).Give(TileTypeOf(s.real(), turned), tile.range),
      {"t_t", "flipped", "b"});
  const Val out = s.rng().Chance(0.4) ? s.Let(Reworked(s, other, turned), "c") : other;
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {s.dims()[1] * shape[1].size, s.dims()[0] * shape[0].size};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  const auto place = BlockPlace(s, shape);
  const std::array at = {place[1], place[0]};
  TileStore(s, s.NewArray(spec), out, at);
}

}  // namespace

Motif TileTransposeMotif() {
  return {.name = "tile-transpose",
          .family = Family::kTiles,
          .weight = 0.8,
          .draw = DrawTranspose,
          .min_dims = 2,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs
