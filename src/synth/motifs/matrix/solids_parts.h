#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

Val ReadGradient(Sketch& s, lang::Type mat);

struct Lame {
  Val mu, lambda;
};

Lame ReadLame(Sketch& s, lang::Type real);

}  // namespace warploom::synth::motifs
