#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// x ^= x >> count, or x ^= x << count
void XorShift(Sketch& s, Val& x, int count, bool left, bool augmented);

// A number in [0, 1) from the upper bits of a word.
Val ToUnit(Sketch& s, const Val& x);

// Outputs what a hash is used for: a bucket index, a number in [0, 1), or the hash itself.
void OutputHash(Sketch& s, const Val& hash);

}  // namespace warploom::synth::motifs
