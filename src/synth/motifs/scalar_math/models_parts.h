#pragma once

#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A named mathematical constant: a literal, or in a kernel sometimes a module constant.
Val Constant(Sketch& s, std::string_view name, double value);

}  // namespace warploom::synth::motifs
