#include "synth/idioms/table.h"

#include <array>

#include "synth/idioms/idioms.h"

namespace warploom::synth {

std::span<const Idiom> Idioms() {
#define WARPLOOM_IDIOM(Name) Name##Idiom(),
  static const std::array kIdioms = {
#include "synth/idioms/idioms.def"
  };
  return kIdioms;
}

}  // namespace warploom::synth
