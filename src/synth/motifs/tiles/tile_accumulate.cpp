// Accumulates several tiles of a longer array into one tile of the block.
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/block_tiles.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

// The largest tile loaded at once; all tiles of a block share its shared memory.
constexpr int kMostElements = 4096;

void DrawAccumulate(Sketch& s) {
  const auto shape = BlockShape(s);
  const int area = lang::ShapeOf(TileTypeOf(s.real(), shape)).size();
  std::vector<int> sizes_along = {2};
  for (const int size : {4, 8, 16}) {
    if (size * area <= kMostElements) {
      sizes_along.push_back(size);
    }
  }
  const TileExtent step = ExtentNamed(s, s.ndim() == 1 ? "CHUNK" : "TILE_K", sizes_along);
  const int count = static_cast<int>(s.rng().Integer(2, 6));
  std::vector<int> sizes = {count * step.size};
  std::vector<TileExtent> part = {step};
  for (size_t k = 0; k < shape.size(); ++k) {
    sizes.push_back(s.dims()[k] * shape[k].size);
    part.push_back(shape[k]);
  }
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = sizes;
  spec.name = OneOf(s, {"stack", "layers", "samples", "batches"});
  const int array = s.NewArray(spec);
  const Val init =
      s.rng().Chance(0.85) ? TileZeros(s, spec.element, shape) : TileOnes(s, spec.element, shape);
  const Val total = Named(s, init, {"acc", "total", "accum", "sum_tile"});
  const bool is_weighted = s.rng().Chance(0.5);
  const Val weight = is_weighted ? Arg(s, spec.element, {"alpha", "w", "scale"}) : Val{};
  s.ForCount(Free(s, {"k", "n", "step", "c"}), count, [&](const Val& k) {
    std::vector<Val> place = {k * step.written};
    for (const Val& at : BlockPlace(s, shape)) {
      place.push_back(at);
    }
    const Val loaded = Named(s, TileLoad(s, array, part, place), {"slab", "loaded", "t_k"});
    const Val flat =
        Named(s, TileCall(s, "tile_sum").Arg(loaded).Axis(0).Give(total.type), {"part", "layer"});
    if (weight.is_valid() && s.StyleChoice("axpy", 0.6)) {
      TileCall(s, "tile_axpy").Arg(weight).Arg(flat).Arg(total).Do();
    } else {
      s.builder().Augment(total.id, lang::BinaryOp::kAdd,
                          (weight.is_valid() ? flat * weight : flat).id);
    }
  });
  GiveBlock(s, total, shape);
}

}  // namespace

Motif TileAccumulateMotif() {
  return {.name = "tile-accumulate",
          .family = Family::kTiles,
          .weight = 1.5,
          .draw = DrawAccumulate,
          .min_dims = 1,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs
