#pragma once

#include "synth/kit/tile_calls.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

Val Broadcast(Sketch& s, const Val& tile, const TileExtent& length);

// The length of a row as a number of the tile's scalar type, to divide by.
Val CountOf(Sketch& s, const Val& like, const TileExtent& length);

}  // namespace warploom::synth::motifs
