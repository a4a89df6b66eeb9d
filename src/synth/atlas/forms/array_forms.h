#pragma once

#include <span>

#include "synth/atlas/forms.h"

namespace warploom::synth::atlas {

// Reads and writes of arrays and their elements: stores, atomics, views, searches.
std::span<const NamedForm> ArrayForms();

}  // namespace warploom::synth::atlas
