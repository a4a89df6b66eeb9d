#pragma once

#include <vector>

#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

struct Corner3 {
  std::vector<Val> ids;  // Empty when the corners are inputs of their own.
  int count = 0;
  Val a, b, c;
};

// A triangle's corners: through indices into vertices, or an array for each.
Corner3 ReadTriangle(Sketch& s, lang::Type vec);

Val Cross2(const Val& a, const Val& b);

}  // namespace warploom::synth::motifs
