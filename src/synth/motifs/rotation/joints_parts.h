#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

Val ReadAxis(Sketch& s, lang::Type real);

Val ReadJointPosition(Sketch& s, lang::Type real);

}  // namespace warploom::synth::motifs
