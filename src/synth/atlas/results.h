#pragma once

#include <string_view>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// A name for what the builtin gives, as people choose it; "" for any of the theme's.
std::string_view ResultName(std::string_view builtin);

// Leads a result onward: under a name that later calls may read, at once to an output, or, for a
// flag, into what is chosen by it.
void UseResult(Sketch& s, const Val& value, std::string_view name);

}  // namespace warploom::synth::atlas
