#pragma once

#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/tile_calls.h"
#include "synth/sketch/sketch.h"

// What the motifs on tiles share: the sizes that one kernel keeps to, and each block's own part of
// an array.
namespace warploom::synth::kit {

// The sizes of a block's tile, one for each launch dimension.
std::vector<TileExtent> BlockShape(Sketch& s);

// The first element of the block's own part: i * TILE_M, j * TILE_N.
std::vector<Val> BlockPlace(Sketch& s, std::span<const TileExtent> shape);

struct TileSource {
  lang::Type element = lang::kFloat;
  double low = -2.0;
  double high = 2.0;
  lang::Fill fill = lang::Fill::kUniform;
};

// A new input array that has the shape of all blocks' tiles.
int BlockArray(Sketch& s, std::span<const TileExtent> shape, const TileSource& source, Words names);

// This block's tile of such an array, under a name.
Val BlockTile(Sketch& s, std::span<const TileExtent> shape, const TileSource& source, Words arrays,
              Words names);

// Stores the tile in the block's own part of a new output.
void GiveBlock(Sketch& s, const Val& tile, std::span<const TileExtent> shape);

// A row of a matrix that has one row a block: its length, and the row's tile under a name.
TileExtent RowExtent(Sketch& s);

Val RowTile(Sketch& s, const TileExtent& length, const TileSource& source, Words arrays,
            Words names);

// Stores the tile in the block's row of a new output.
void GiveRow(Sketch& s, const Val& tile, const TileExtent& length);

// Stores a tile of one element in the block's slot of a new output.
void GiveSlot(Sketch& s, const Val& tile);

// A formula of a float tile: scaled, mapped, or joined with another tile of its shape.
Val Reworked(Sketch& s, const Val& tile, std::span<const TileExtent> shape);

// A helper of `count` numbers, which tile_map calls for each element.
lang::FuncId ElementHelper(Sketch& s, lang::Type real, size_t count);

}  // namespace warploom::synth::kit
