#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// part = value, part += value or part -= value.
void Write(Sketch& s, const Val& part, const Val& value);

// One component of a vec or quat, by name or by number.
Val ComponentOf(Sketch& s, const Val& base, int count);

void WriteMatrixPart(Sketch& s, const Val& element, int size);

}  // namespace warploom::synth::motifs
