#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/atlas/drawn_arguments.h"
#include "synth/kit/tile_calls.h"

// What the forms on tiles have in common: sizes that a page keeps to, where tiles come from, and
// where they go.
namespace warploom::synth::atlas {

using Extents = std::span<const kit::TileExtent>;

// True for a call that takes or gives a tile or what a block's threads share: its page is a tile
// launch.
bool IsOnTiles(const lang::Call& call);
// Warp's number of the call's overload among those of its name.
int OverloadNumber(Sketch& s, const lang::Call& call);
// The type of element that the call's first tile has.
lang::Type ElementOfCall(const lang::Call& call);

// The sizes of all tiles of so many dimensions on this page. They are small: the tiles of a cpu
// block share 256 KiB (native/tile.h), those of gradients, too.
std::vector<kit::TileExtent> TileExtents(Sketch& s, int rank);
// One or two dimensions, by chance three.
std::vector<kit::TileExtent> SomeExtents(Sketch& s);
// N x N
std::vector<kit::TileExtent> SquareExtents(Sketch& s);
// Half of an extent.
kit::TileExtent HalfOf(Sketch& s, const kit::TileExtent& whole);

// A tile of a new input, each block its own part; `need` is that of an element.
Val LoadedTile(Sketch& s, const Need& need, Extents shape, bool may_be_shared = true);
// A tile in sight that no other argument of the call is, or a loaded one, under a name.
Val TileArgument(Sketch& s, const Need& need, Extents shape, std::span<const Val> taken = {});
// A loaded tile that the call changes: nothing is known of it from now on.
Val TileToChange(Sketch& s, const Need& need, Extents shape);
// The same of a tile that is made in another way.
Val Changeable(Sketch& s, const Val& tile);
// A tile of indices below `count`.
Val IndexTile(Sketch& s, const kit::TileExtent& length, int count);

// Stores the tile, by chance under a name, in the block's own part of a new output.
void OutputTile(Sketch& s, const Val& tile, Extents shape, std::string_view name = "");
// The same of a tile of one element.
void OutputTotal(Sketch& s, const Val& tile, std::string_view name);

// An index in [0, extent): a number, the block's, or one that depends on an input.
Val TileIndex(Sketch& s, int extent);
// One for each of the tile's dimensions, at most one of which depends on an input.
std::vector<Val> TilePlace(Sketch& s, Extents shape);

// A value of the thread's own: array[block, lane].
Val LaneElement(Sketch& s, const Need& need);
// Stores what differs between the threads of a block in such an array.
void OutputLane(Sketch& s, const Val& value);

}  // namespace warploom::synth::atlas
