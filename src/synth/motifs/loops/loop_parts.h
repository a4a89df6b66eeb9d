#pragma once

#include <functional>
#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A loop over count - 1, ..., 0, written as reversed(range(n)) or with a negative step.
void ForBackward(Sketch& s, std::string_view name, const Val& count,
                 const std::function<void(Val)>& body);

}  // namespace warploom::synth::motifs
