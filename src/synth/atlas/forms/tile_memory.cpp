#include "synth/atlas/forms/tile_memory.h"

#include <array>

#include "synth/atlas/tile_parts.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using kit::TileCall;
using kit::TileExtent;
using kit::TileTypeOf;
using lang::Call;
using lang::KeywordName;
using lang::Type;

std::vector<TileExtent> ExtentsOfArray(Sketch& s, const Call& call) {
  return TileExtents(s, call.args[0].ndim);
}

// wp.tile_load(a, shape, offset)
void ShowLoad(Sketch& s, const Call& call) {
  const auto shape = ExtentsOfArray(s, call);
  const Val tile = LoadedTile(s, NeedOf(call.args[0].element()), shape);
  OutputTile(s, tile, shape);
}

// wp.tile_store(a, t, offset)
void ShowTileStore(Sketch& s, const Call& call) {
  const auto shape = ExtentsOfArray(s, call);
  OutputTile(s, TileArgument(s, NeedOf(call.args[0].element()), shape), shape);
}

int NewArrayOf(Sketch& s, Type element, std::vector<int> shape, Access access,
               std::string_view name) {
  const Need need = NeedOf(element);
  ArraySpec spec;
  spec.element = element;
  spec.shape = std::move(shape);
  spec.low = need.low;
  spec.high = need.high;
  spec.fill = access == Access::kInput ? lang::Fill::kUniform : lang::Fill::kZero;
  spec.access = access;
  spec.name = name;
  return s.NewArray(spec);
}

std::string_view SumName(Sketch& s) { return OneOf(s, {"total", "sums", "grad_out", "bins_out"}); }

// wp.tile_atomic_add(sums, t, offset): all blocks add to the same elements.
void ShowTileAtomic(Sketch& s, const Call& call) {
  const Type element = call.args[0].element();
  const auto shape = ExtentsOfArray(s, call);
  const Val tile = TileArgument(s, NeedOf(element), shape);
  std::vector<int> sizes;
  std::vector<Val> place;
  for (const TileExtent& extent : shape) {
    sizes.push_back(2 * extent.size);
    place.push_back(TileIndex(s, extent.size + 1));
  }
  const int sums = NewArrayOf(s, element, sizes, Access::kAtomic, SumName(s));
  TileCall add(s, "tile_atomic_add", OverloadNumber(s, call));
  s.Do(add.Arg(s.ArrayRef(sums)).Arg(tile).Offset(place).Give(tile.type));
}

// wp.tile_atomic_add_indexed(sums, rows, t, offset, axis=0)
void ShowAtomicIndexed(Sketch& s, const Call& call) {
  const Type element = call.args[0].element();
  const auto shape = TileExtents(s, 2);
  const int rows = 4 * shape[0].size;
  const Val tile = TileArgument(s, NeedOf(element), shape);
  const Val indices = IndexTile(s, shape[0], rows);
  const int sums = NewArrayOf(s, element, {rows, shape[1].size}, Access::kAtomic, SumName(s));
  TileCall add(s, "tile_atomic_add_indexed");
  add.Arg(s.ArrayRef(sums)).Arg(indices).Arg(tile);
  if (s.rng().Chance(0.4)) {
    add.Offset(std::array{s.Int(0), s.Int(0)});
  }
  s.Do(add.Axis(0).Give(tile.type));
}

// wp.tile_load_indexed(table, indices, shape, axis)
void ShowLoadIndexed(Sketch& s, const Call& call) {
  const Type array = call.args[0];
  const auto shape = ExtentsOfArray(s, call);
  const int rows = 4 * shape[0].size;
  std::vector<int> sizes = {rows};
  if (array.ndim == 2) {
    sizes.push_back(shape[1].size);
  }
  const Val indices = IndexTile(s, shape[0], rows);
  const int source = NewArrayOf(s, array.element(), sizes, Access::kInput,
                                OneOf(s, {"table", "source", "rows_in", "embedding"}));
  TileCall load(s, "tile_load_indexed");
  load.Arg(s.ArrayRef(source)).Arg(KeywordName::kIndices, indices).ShapeTuple(shape);
  if (array.ndim == 2) {
    load.Axis(0);
  }
  const ValueRange value_range = s.arrays()[static_cast<size_t>(source)].elements;
  OutputTile(s, load.Give(TileTypeOf(array.element(), shape), value_range), shape);
}

// wp.tile_store_indexed(view, indices, t, axis) with distinct indices, to the block's own part of
// an array.
void ShowStoreIndexed(Sketch& s, const Call& call) {
  const Type array = call.args[0];
  const auto shape = ExtentsOfArray(s, call);
  const Val tile = TileArgument(s, NeedOf(array.element()), shape);
  TileCall arange(s, "tile_arange");
  const std::array length = {shape[0]};
  const Val steps = arange.Stop(shape[0])
                        .Dtype(lang::kInt)
                        .Give(TileTypeOf(lang::kInt, length), Between(0.0, shape[0].size - 1.0));
  const Val indices = s.Let(steps, {"rows", "idx", "order"});
  std::vector<int> sizes(s.dims().begin(), s.dims().end());
  std::vector<Val> block;
  for (int k = 0; k < s.ndim(); ++k) {
    block.push_back(s.Thread(k));
  }
  for (const TileExtent& extent : shape) {
    sizes.push_back(extent.size);
  }
  const int target = NewArrayOf(s, array.element(), sizes, Access::kPerThread, "");
  const int view = s.View(target, block, "");
  TileCall store(s, "tile_store_indexed");
  store.Arg(s.ArrayRef(view)).Arg(indices).Arg(tile);
  if (array.ndim == 2) {
    store.Axis(0);
  }
  store.Do();
}

constexpr NamedForm kTileMemoryForms[] = {
    {"tile_atomic_add", {Always, ShowTileAtomic}},
    {"tile_atomic_add_indexed", {Always, ShowAtomicIndexed}},
    {"tile_load", {Always, ShowLoad}},
    {"tile_load_indexed", {Always, ShowLoadIndexed}},
    {"tile_store", {Always, ShowTileStore}},
    {"tile_store_indexed", {Always, ShowStoreIndexed}},
};

}  // namespace

std::span<const NamedForm> TileMemoryForms() { return kTileMemoryForms; }

}  // namespace warploom::synth::atlas
