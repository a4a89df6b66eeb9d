#pragma once

#include <functional>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A loop that draws from a random state.
struct RandomLoop {
  Val state, count;
  std::string_view counter;
};
RandomLoop DrawRandomLoop(Sketch& s, Words counts, Words counters);
void ForEach(Sketch& s, const RandomLoop& loop, const std::function<void(Val)>& body);

// Runs one of the branches 0 to 3, each with the same probability.
void RandomBranch(Sketch& s, const Val& state, Words names, const std::function<void(int)>& branch);

}  // namespace warploom::synth::motifs
