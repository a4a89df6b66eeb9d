#pragma once

#include <vector>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// Increasing thresholds for x: numbers, or arguments whose ranges do not overlap.
std::vector<Val> Thresholds(Sketch& s, const Val& x, size_t count);

}  // namespace warploom::synth::motifs
