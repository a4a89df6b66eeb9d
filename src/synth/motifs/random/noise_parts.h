#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A state for noise: one for the whole field, so every thread sees the same.
Val NoiseState(Sketch& s);

}  // namespace warploom::synth::motifs
