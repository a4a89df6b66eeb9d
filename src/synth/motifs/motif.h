#pragma once

#include <cstdint>
#include <string_view>

#include "synth/profile/family.h"
#include "synth/sketch/sketch.h"

// What motifs draw with; a motif reads like the kernel that it draws.
namespace warploom::synth::kit {}

namespace warploom::synth::motifs {

using namespace kit;
using profile::Family;

// One building block of a kernel body: a few statements that belong together, such as a loop that
// adds up neighbors. It asks the sketch for what it needs and leaves its results in outputs or in
// named variables.
struct Motif {
  std::string_view name;  // Recorded in `features`; the kernel may be named after it.
  Family family;
  double weight;
  void (*draw)(Sketch& sketch);
  // Launch dimensions that suit it (0: those of the family).
  int min_dims = 0;
  int max_dims = 0;
  std::string_view theme = {};  // Whose names suit it ("": any).
  bool is_idiom = false;        // A piece of code that readers know, rather than a small step.
};

// Declares `Motif <Name>Motif()` for every line of motifs.def.
#define WARPLOOM_MOTIF(Name) Motif Name##Motif();
#include "synth/motifs/motifs.def"

}  // namespace warploom::synth::motifs
