#pragma once

#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

int AtomicArray(Sketch& s, lang::Type element, int size, std::string_view name);

// The statement wp.<name>(array, index, value), with its result unused.
void Atomic(Sketch& s, std::string_view name, int array, const Val& index, const Val& value);

}  // namespace warploom::synth::motifs
