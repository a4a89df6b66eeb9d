#pragma once

#include <string_view>

#include "lang/type.h"

namespace warploom::synth::names {

// What a person calls a second thing of the kind when the first has the name already: words between
// spaces, best first. "" when nobody has thought of any.
std::string_view Synonyms(std::string_view name, lang::Type type);

}  // namespace warploom::synth::names
