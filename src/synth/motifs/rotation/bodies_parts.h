#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A spatial vector's angular and linear halves, by call or by construction's order.
Val Angular(const Val& v);

Val Linear(const Val& v);

Val ReadTwist(Sketch& s, lang::Type real);

}  // namespace warploom::synth::motifs
