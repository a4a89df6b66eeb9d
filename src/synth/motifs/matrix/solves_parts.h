#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// This thread's matrix, of any values.
Val ReadMatrix(Sketch& s, lang::Type mat);

// A matrix that is far from singular: symmetric, with a strengthened diagonal.
Val ReadSystem(Sketch& s, lang::Type mat);

}  // namespace warploom::synth::motifs
