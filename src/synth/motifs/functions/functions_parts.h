#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A scalar formula of two or three parameters, called on this thread's inputs.
lang::FuncId DefineRealFormula(Sketch& s);

}  // namespace warploom::synth::motifs
