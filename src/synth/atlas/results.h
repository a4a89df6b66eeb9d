#pragma once

#include <string_view>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// A common name for the result of the builtin; "" if any name of the theme will do.
std::string_view ResultName(std::string_view builtin);

// Uses a result: keeps it in a variable for later calls, or stores it in an output. A bool may
// select between two values instead.
void UseResult(Sketch& s, const Val& value, std::string_view name);

}  // namespace warploom::synth::atlas
