#pragma once

#include <string_view>

#include "lang/type.h"

namespace warploom::synth::names {

// Alternatives for a name that is already taken: words separated by spaces, best first. "" if there
// are none.
std::string_view Synonyms(std::string_view name, lang::Type type);

}  // namespace warploom::synth::names
