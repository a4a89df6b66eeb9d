#pragma once

#include <span>
#include <string_view>

#include "synth/families/table.h"

namespace warploom::synth {

// A piece of real code as a typed skeleton with typed holes: a spring, a contact, a ray against a
// box. It is a motif of the family it names, in a file of its own (docs/adding_an_idiom.md).
struct Idiom {
  std::string_view family;
  Motif motif;
};

// All idioms, in the order of idioms.def.
std::span<const Idiom> Idioms();

}  // namespace warploom::synth
