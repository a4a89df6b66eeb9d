#pragma once

#include <vector>

#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// The shape of an array that has a row of `length` elements for each thread.
std::vector<int> ThreadRowShape(const Sketch& s, int length);

// The indices of an element in this thread's row; the last one is left for the caller to set.
std::vector<Val> ThreadRowIndex(Sketch& s);

}  // namespace warploom::synth::motifs
