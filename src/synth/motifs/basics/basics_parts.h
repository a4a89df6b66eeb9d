#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A type whose values can be stored and copied.
lang::Type DrawAnyType(Sketch& s);

// A type whose values can be added and scaled.
lang::Type DrawLinearType(Sketch& s);

}  // namespace warploom::synth::motifs
