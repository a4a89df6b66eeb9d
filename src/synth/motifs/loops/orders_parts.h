#pragma once

#include <functional>
#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A loop from the last to the first of `count` things: reversed(range(n)) or a negative step.
void DownFrom(Sketch& s, std::string_view name, const Val& count,
              const std::function<void(Val)>& body);

}  // namespace warploom::synth::motifs
