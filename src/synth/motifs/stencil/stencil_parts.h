#pragma once

#include <initializer_list>
#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// The time step: an argument, a number, or a module constant.
Val FieldCoefficient(Sketch& s, double low, double high,
                     std::initializer_list<std::string_view> names);

}  // namespace warploom::synth::motifs
