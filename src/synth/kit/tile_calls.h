#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// Calls of the tile builtins, which take shapes, offsets, types and functions besides values.
namespace warploom::synth::kit {

// The extent of a tile in one dimension, and how it is written: TILE_M, or 16.
struct TileExtent {
  Val written;
  int size = 0;
};
// The extent of that name, which all motifs of a kernel share. A new one gets one of `sizes`.
TileExtent ExtentNamed(Sketch& s, std::string_view name, std::span<const int> sizes);
// An extent that is written as a literal.
TileExtent ExtentOf(Sketch& s, int size);
lang::Type TileTypeOf(lang::Type element, std::span<const TileExtent> shape);

// A call under construction. `overload` is the index among Warp's overloads of that name. Where
// Warp has an overload for a tuple and the next one for a single extent, it is that of the tuple.
// CHECK-fails for a call that is not in the builtin table.
class TileCall {
 public:
  TileCall(Sketch& s, std::string_view name, int overload = 0);

  TileCall& Arg(const Val& value);
  TileCall& Arg(lang::KeywordName name, const Val& value);
  // shape=(8, 16); for one dimension shape=8, which selects the next overload.
  TileCall& Shape(std::span<const TileExtent> shape);
  // Always a tuple, for builtins that have no other form.
  TileCall& ShapeTuple(std::span<const TileExtent> shape);
  TileCall& Offset(std::span<const Val> place);
  TileCall& OffsetTuple(std::span<const Val> place);
  TileCall& Dtype(lang::Type element);
  TileCall& Axis(int axis);
  // A positional argument that must be a compile-time constant: wp.tile_arange(8, ...).
  TileCall& Stop(const TileExtent& stop);
  TileCall& Text(lang::KeywordName name, std::string_view text);
  TileCall& Flag(lang::KeywordName name, bool value);
  TileCall& Function(std::string_view builtin);
  TileCall& Function(lang::FuncId helper);

  // The call as a value; `value_range` applies to each element of a tile.
  Val Give(lang::Type result, ValueRange value_range) const;
  // The same for a tile whose elements have no known range.
  Val Give(lang::Type result) const { return Give(result, Unknown(result)); }
  // The call as a statement.
  void Do() const;

 private:
  const lang::Call& Row(lang::Type result) const;

  Sketch& s_;
  std::string_view name_;
  int overload_;
  std::vector<lang::ExprId> args_;
  bool from_input_ = false;
};

// wp.tile_load(array, shape=..., offset=...), by chance with `storage` if `may_be_shared`.
// CHECK-fails unless the tile is known to be inside the array.
Val TileLoad(Sketch& s, int array, std::span<const TileExtent> shape, std::span<const Val> place,
             bool may_be_shared = true);
// wp.tile_store(array, tile, offset=...) to an array of which each block writes its own part.
// CHECK-fails unless the tile is known to be inside the array.
void TileStore(Sketch& s, int array, const Val& tile, std::span<const Val> place);
// wp.tile_zeros and wp.tile_ones
Val TileZeros(Sketch& s, lang::Type element, std::span<const TileExtent> shape);
Val TileOnes(Sketch& s, lang::Type element, std::span<const TileExtent> shape);
// wp.tile_sum(tile) or another reduction: a tile of one element.
Val TileTotal(Sketch& s, std::string_view name, const Val& tile);
Val TileBroadcast(Sketch& s, const Val& tile, std::span<const TileExtent> shape);
// wp.tile_map(function, tiles...), where the function returns the first tile's element type.
Val TileMap(Sketch& s, std::string_view builtin, std::span<const Val> tiles);
Val TileMap(Sketch& s, lang::FuncId helper, std::span<const Val> tiles);
// tile[indices]
Val TileElement(Sketch& s, const Val& tile, std::span<const Val> indices);

}  // namespace warploom::synth::kit
