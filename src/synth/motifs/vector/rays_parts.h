#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

struct Ray {
  Val origin;
  Val dir;
};

Ray ReadRay(Sketch& s);

Val At(const Ray& ray, const Val& t);

}  // namespace warploom::synth::motifs
