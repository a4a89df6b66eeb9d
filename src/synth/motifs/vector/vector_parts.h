#pragma once

#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

Val ParticleGravity(Sketch& s, lang::Type vec);

}  // namespace warploom::synth::motifs
