#pragma once

#include "lang/object_fields.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

Val ToIndex(Sketch& s, const Val& volume, const Val& p);

Val LinearSampling(Sketch& s);

Val DistanceAt(Sketch& s, const Val& volume, const Val& p);

}  // namespace warploom::synth::motifs
