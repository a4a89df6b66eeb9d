#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// x ^= x >> n
void XorShift(Sketch& s, Val& x, int count, bool left, bool augmented);

// The float type that holds 24 random bits.
lang::Type UnitType(Sketch& s);

// A number in [0, 1) of a word's upper bits.
Val ToUnit(Sketch& s, const Val& x);

// What a hash is for: a bucket, a random number, or itself.
void UseHash(Sketch& s, const Val& hash);

}  // namespace warploom::synth::motifs
