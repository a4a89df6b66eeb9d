#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// The angular and linear parts of a spatial vector.
Val Angular(const Val& v);

Val Linear(const Val& v);

Val ReadTwist(Sketch& s, lang::Type real);

// An array of wrenches, one for each body, to which threads add atomically.
int BodyForces(Sketch& s, lang::Type real, int bodies);

}  // namespace warploom::synth::motifs
