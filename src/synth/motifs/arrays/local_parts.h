#pragma once

#include <span>
#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// name = wp.zeros(shape=..., dtype=...): a thread-local array.
int LocalArray(Sketch& s, lang::Type element, std::span<const int> shape, std::string_view name);

void Store(Sketch& s, int array, const Val& index, const Val& value);

}  // namespace warploom::synth::motifs
