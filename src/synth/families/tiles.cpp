// Tiles: blocks of threads that load, combine, reduce and store parts of arrays together.
#include "synth/families/tiles.h"

#include "synth/families/families.h"

namespace warploom::synth {
namespace {

using lang::Type;

// Of the largest tile, which must fit into a block's memory with its neighbours.
constexpr int kMostElements = 4096;

// out = f(a, b, ...) for each element.
void DrawMap(Sketch& s) {
  const auto shape = BlockShape(s);
  const TileSource source{s.real()};
  Val tile = BlockTile(s, shape, source, {"a", "x", "data", "values", "src"},
                       {"t", "tile", "a_tile", "x_tile"});
  const auto steps = s.rng().Between(1, 3);
  for (int64_t i = 0; i < steps; ++i) {
    tile = Named(s, Reworked(s, tile, shape), {"b", "c", "r", "scaled", "y_tile", "mixed"});
  }
  GiveBlock(s, tile, shape);
}

// acc += the tiles of a row of blocks, one after the other.
void DrawAccumulate(Sketch& s) {
  const auto shape = BlockShape(s);
  const int area = lang::ShapeOf(TileTypeOf(s.real(), shape)).size();
  std::vector<int> sizes_along = {2};
  for (const int size : {4, 8, 16}) {
    if (size * area <= kMostElements) {
      sizes_along.push_back(size);
    }
  }
  const Extent step = ExtentNamed(s, s.ndim() == 1 ? "CHUNK" : "TILE_K", sizes_along);
  const int count = static_cast<int>(s.rng().Between(2, 6));
  std::vector<int> sizes = {count * step.size};
  std::vector<Extent> part = {step};
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
    if (weight.is_valid() && s.Habit("axpy", 0.6)) {
      TileCall(s, "tile_axpy").Arg(weight).Arg(flat).Arg(total).Do();
    } else {
      s.builder().Augment(total.id, lang::BinaryOp::kAdd,
                          (weight.is_valid() ? flat * weight : flat).id);
    }
  });
  GiveBlock(s, total, shape);
}

// The sum or the largest of all elements, joined over the blocks by an atomic.
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

// out[j, i] = in[i, j]
void DrawTranspose(Sketch& s) {
  const auto shape = BlockShape(s);
  const Val tile = BlockTile(s, shape, {s.real()}, {"src", "A", "matrix"}, {"t", "a", "block"});
  const std::array turned = {shape[1], shape[0]};
  const Val other = Named(
      s, TileCall(s, "tile_transpose").Arg(tile).Give(TileTypeOf(s.real(), turned), tile.facts),
      {"t_t", "flipped", "b"});
  const Val out = s.rng().Chance(0.4) ? s.Let(Reworked(s, other, turned), "c") : other;
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {s.dims()[1] * shape[1].size, s.dims()[0] * shape[0].size};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kOwned;
  const auto place = BlockPlace(s, shape);
  const std::array at = {place[1], place[0]};
  TileStore(s, s.NewArray(spec), out, at);
}

// a + bias of each column, or u[:, None] * v of each row and column.
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

// Sums, or largest elements, along one axis of the block's tile.
void DrawReduce(Sketch& s) {
  const auto shape = BlockShape(s);
  const Val tile = BlockTile(s, shape, {s.real()}, {"x", "A", "samples"}, {"t", "a", "tile"});
  const int axis = static_cast<int>(s.rng().Below(2));
  const std::array kept = {shape[static_cast<size_t>(1 - axis)]};
  const Type type = TileTypeOf(s.real(), kept);
  const bool is_sum = s.Habit("sum along an axis", 0.55);
  const Val reduced = is_sum ? TileCall(s, "tile_sum").Arg(tile).Axis(axis).Give(type)
                             : TileCall(s, "tile_reduce", 1)
                                   .Function(OneOf(s, {"max", "min", "add"}))
                                   .Arg(tile)
                                   .Axis(axis)
                                   .Give(type);
  const Val out = Named(s, reduced, {"s", "reduced", "per_row"});
  // Blocks that share a row each have a line of their own in the output.
  const auto across = static_cast<size_t>(axis);
  const auto along = static_cast<size_t>(1 - axis);
  ArraySpec spec;
  spec.element = s.real();
  spec.shape = {s.dims()[across], s.dims()[along] * kept[0].size};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kOwned;
  const int array = s.NewArray(spec);
  const std::array line = {s.Thread(static_cast<int>(across))};
  const int view = s.View(array, line, "");
  const std::array at = {s.Thread(static_cast<int>(along)) * kept[0].written};
  TileStore(s, view, out, at);
}

// Adds up what every element of a loaded tile does to this block's tile.
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

constexpr std::array kMotifs = {
    Motif{"tile-map", 3.0, DrawMap},
    Motif{"tile-accumulate", 1.5, DrawAccumulate, 1, 2},
    Motif{"tile-total", 1.5, DrawTotal},
    Motif{"tile-transpose", 0.8, DrawTranspose, 2, 2},
    Motif{"tile-broadcast", 1.3, DrawBroadcast, 2, 2},
    Motif{"tile-reduce", 1.3, DrawReduce, 2, 2},
    Motif{"tile-pairs", 0.8, DrawPairs, 1, 1},
    Motif{"tile-softmax", 1.0, DrawTileSoftmax, 1, 1, "learning"},
    Motif{"tile-layer-norm", 1.0, DrawTileLayerNorm, 1, 1, "learning"},
    Motif{"tile-row-statistic", 1.2, DrawTileRowStatistic, 1, 1},
    Motif{"tile-scan", 1.0, DrawTileScan, 1, 1},
    Motif{"tile-sort", 0.6, DrawTileSort, 1, 1},
    Motif{"tile-gather", 0.7, DrawTileGather, 1, 1},
};

}  // namespace

Family TilesFamily() {
  return {
      "tiles", "blocks of threads that work on tiles of arrays together", 0.35, 1, 3, kMotifs, 0.5,
      true};
}

}  // namespace warploom::synth
