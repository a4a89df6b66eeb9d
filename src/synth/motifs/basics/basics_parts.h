#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

lang::Type DrawAny(Sketch& s);

lang::Type DrawLinear(Sketch& s);

}  // namespace warploom::synth::motifs
