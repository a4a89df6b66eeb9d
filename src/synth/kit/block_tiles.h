#pragma once

#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/tile_calls.h"
#include "synth/sketch/sketch.h"

// Tiles by block: each block of a tiled launch loads and stores its own part of an array, whose
// shape follows from the launch dimensions and the tile's extents.
namespace warploom::synth::kit {

// The extents of a block's tile, one for each launch dimension. All motifs of a kernel share them.
std::vector<TileExtent> BlockShape(Sketch& s);

// The offset of the block's part: i * TILE_M, j * TILE_N.
std::vector<Val> BlockPlace(Sketch& s, std::span<const TileExtent> shape);

// The elements of an array that tiles are loaded from.
struct TileSource {
  lang::Type element = lang::kFloat;
  double low = -2.0;
  double high = 2.0;
  lang::Fill fill = lang::Fill::kUniform;
};

// A new input array that the blocks' tiles cover exactly.
int BlockArray(Sketch& s, std::span<const TileExtent> shape, const TileSource& source, Words names);

// This block's tile of such an array, in a local variable.
Val BlockTile(Sketch& s, std::span<const TileExtent> shape, const TileSource& source, Words arrays,
              Words names);

// Stores the tile in the block's part of a new output array.
void GiveBlock(Sketch& s, const Val& tile, std::span<const TileExtent> shape);

// For an array with one row for each block: the length of a row, and the block's row as a tile in a
// local variable.
TileExtent RowExtent(Sketch& s);

Val RowTile(Sketch& s, const TileExtent& length, const TileSource& source, Words arrays,
            Words names);

// Stores the tile in the block's row of a new output array.
void GiveRow(Sketch& s, const Val& tile, const TileExtent& length);

// Stores a tile of one element at the block's index of a new output array.
void GiveSlot(Sketch& s, const Val& tile);

// A float tile scaled, mapped, or combined with another tile of the same shape.
Val Reworked(Sketch& s, const Val& tile, std::span<const TileExtent> shape);

// A helper function of `count` scalars for tile_map. Drawn expressions do not call it.
lang::FuncId ElementHelper(Sketch& s, lang::Type real, size_t count);

}  // namespace warploom::synth::kit
