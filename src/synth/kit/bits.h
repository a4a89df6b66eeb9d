#pragma once

#include "synth/sketch/sketch.h"

// The integer family's motifs, in files by what they work on.
namespace warploom::synth::kit {

// This thread's word of an input of the type, in [0, high] and with a name.
Val Key(Sketch& s, lang::Type type, double high);

// x << count and x >> count for a constant count.
Val Shl(const Val& x, int count);

Val Shr(const Val& x, int count);

}  // namespace warploom::synth::kit
