#pragma once

#include <vector>

#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

struct Corner3 {
  std::vector<Val> ids;  // Empty where each corner has an input array.
  int count = 0;
  Val a, b, c;
};

// This thread's triangle: by indices into shared vertices, or from an array for each corner.
Corner3 ReadTriangle(Sketch& s, lang::Type vec);

Val Cross2(const Val& a, const Val& b);

}  // namespace warploom::synth::motifs
