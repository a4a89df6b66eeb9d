#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

Val ReadMatrix(Sketch& s, lang::Type mat);

// A matrix that is clearly not singular: symmetric with a strong diagonal.
Val ReadSystem(Sketch& s, lang::Type mat);

}  // namespace warploom::synth::motifs
