#pragma once

#include <span>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A tuple expression whose value range is the union of those of its items.
Val TupleOf(Sketch& s, std::span<const Val> items);

}  // namespace warploom::synth::motifs
