#pragma once

#include "synth/sketch/sketch.h"

// Words of bits for motifs of the integer family.
namespace warploom::synth::kit {

// This thread's element, in [0, high], of a new input array; assigned to a local variable.
Val Key(Sketch& s, lang::Type type, double high);

// x << count and x >> count for a constant count.
Val Shl(const Val& x, int count);
Val Shr(const Val& x, int count);

}  // namespace warploom::synth::kit
