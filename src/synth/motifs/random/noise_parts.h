#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A random state for noise: the same in all threads, so that they sample one field.
Val NoiseState(Sketch& s);

}  // namespace warploom::synth::motifs
