#pragma once

#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

int Sorted(Sketch& s, lang::Type element, int n, double low, double high, std::string_view name);

}  // namespace warploom::synth::motifs
