#pragma once

#include <span>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

Val TupleOf(Sketch& s, std::span<const Val> items);

}  // namespace warploom::synth::motifs
