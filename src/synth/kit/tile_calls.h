#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// Calls of the builtins on tiles, which take shapes, places, types and functions beside values.
namespace warploom::synth::kit {

// How much a tile measures in one dimension, and how the kernel says so: TILE_M, or 16.
struct TileExtent {
  Val written;
  int size = 0;
};
// The extent of that name, which all motifs of a kernel share; one of `sizes` when it is new.
TileExtent ExtentNamed(Sketch& s, std::string_view name, std::span<const int> sizes);
// An extent that is known by its number alone.
TileExtent ExtentOf(Sketch& s, int size);
lang::Type TileTypeOf(lang::Type element, std::span<const TileExtent> shape);

// One call under construction. `overload` is Warp's number among those of the name; where Warp has
// one overload for a shape of several dimensions and the next for a single extent, the first of
// the two. CHECK-fails for a call that the builtin table does not have.
class TileCall {
 public:
  TileCall(Sketch& s, std::string_view name, int overload = 0);

  TileCall& Arg(const Val& value);
  TileCall& Arg(lang::KeywordName name, const Val& value);
  // shape=(8, 16), or shape=8 and the next overload.
  TileCall& Shape(std::span<const TileExtent> shape);
  // The same always as a tuple, where Warp has no other form.
  TileCall& ShapeTuple(std::span<const TileExtent> shape);
  TileCall& Offset(std::span<const Val> place);
  TileCall& OffsetTuple(std::span<const Val> place);
  TileCall& Dtype(lang::Type element);
  TileCall& Axis(int axis);
  // The number by its place, which Warp must know: wp.tile_arange(8, ...).
  TileCall& Stop(const TileExtent& stop);
  TileCall& Text(lang::KeywordName name, std::string_view text);
  TileCall& Flag(lang::KeywordName name, bool value);
  TileCall& Function(std::string_view builtin);
  TileCall& Function(lang::FuncId helper);

  // The call as a value; `facts` hold for each element of a tile.
  Val Give(lang::Type result, ValueRange value_range) const;
  // The same of a float tile, about which nothing is known.
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

// wp.tile_load(array, shape=..., offset=...), by chance with a storage unless what comes next asks
// for that of registers. CHECKs that it lies inside.
Val TileLoad(Sketch& s, int array, std::span<const TileExtent> shape, std::span<const Val> place,
             bool may_be_shared = true);
// wp.tile_store(array, tile, offset=...) on an array that each block writes its own part of.
void TileStore(Sketch& s, int array, const Val& tile, std::span<const Val> place);
// wp.tile_zeros and wp.tile_ones
Val TileZeros(Sketch& s, lang::Type element, std::span<const TileExtent> shape);
Val TileOnes(Sketch& s, lang::Type element, std::span<const TileExtent> shape);
// wp.tile_sum(tile) and its like: a tile of one element.
Val TileTotal(Sketch& s, std::string_view name, const Val& tile);
Val TileBroadcast(Sketch& s, const Val& tile, std::span<const TileExtent> shape);
// wp.tile_map(function, tiles...) where the function gives what the first tile has.
Val TileMap(Sketch& s, std::string_view builtin, std::span<const Val> tiles);
Val TileMap(Sketch& s, lang::FuncId helper, std::span<const Val> tiles);
// tile[indices]
Val TileElement(Sketch& s, const Val& tile, std::span<const Val> indices);

}  // namespace warploom::synth::kit
