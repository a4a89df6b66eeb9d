#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/atlas/drawn_arguments.h"
#include "synth/kit/tile_calls.h"

// Common parts of the forms on tiles: sizes, which are the same for a whole page, and the inputs
// and outputs of tiles.
namespace warploom::synth::atlas {

using Extents = std::span<const kit::TileExtent>;

// True for a call on tiles or on other objects that a block's threads share, which requires a tile
// launch.
bool IsOnTiles(const lang::Call& call);
// The index of the call's overload in Warp's list for the name.
int OverloadNumber(Sketch& s, const lang::Call& call);
// The element type of the call's first tile.
lang::Type ElementOfCall(const lang::Call& call);

// The extents of all tiles of this rank on the page. They are small because the tiles of a CPU
// block, including their gradients, share 256 KiB (native/tile.h).
std::vector<kit::TileExtent> TileExtents(Sketch& s, int rank);
// Extents of a random rank: mostly one or two, sometimes three.
std::vector<kit::TileExtent> SomeExtents(Sketch& s);
// The extents of a square tile.
std::vector<kit::TileExtent> SquareExtents(Sketch& s);
// Half of the extent.
kit::TileExtent HalfOf(Sketch& s, const kit::TileExtent& whole);

// A tile loaded from the block's own part of a new input; `need` applies to the elements.
Val LoadedTile(Sketch& s, const Need& need, Extents shape, bool may_be_shared = true);
// A tile in scope that is not in `taken`, or a loaded one in a new variable.
Val TileArgument(Sketch& s, const Need& need, Extents shape, std::span<const Val> taken = {});
// A loaded tile that the call modifies. Its range is unknown from now on.
Val TileToChange(Sketch& s, const Need& need, Extents shape);
// The given tile in a new variable with unknown range, for a call that modifies it.
Val Changeable(Sketch& s, const Val& tile);
// A tile of indices in [0, count).
Val IndexTile(Sketch& s, const kit::TileExtent& length, int count);

// Stores the tile in the block's own part of a new output, mostly after assigning it to a variable.
void OutputTile(Sketch& s, const Val& tile, Extents shape, std::string_view name = "");
// The same for a tile of one element.
void OutputTotal(Sketch& s, const Val& tile, std::string_view name);

// An index in [0, extent): a literal, the block index, or one that depends on an input.
Val TileIndex(Sketch& s, int extent);
// An index for each dimension, of which at most one depends on an input.
std::vector<Val> TilePlace(Sketch& s, Extents shape);

// A per-thread input: array[block, lane].
Val LaneElement(Sketch& s, const Need& need);
// Stores a per-thread value in an output of that shape.
void OutputLane(Sketch& s, const Val& value);

}  // namespace warploom::synth::atlas
