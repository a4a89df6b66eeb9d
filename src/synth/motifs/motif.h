#pragma once

#include <cstdint>
#include <string_view>

#include "synth/profile/family.h"
#include "synth/sketch/sketch.h"

// Declared here for the using directive below: motifs use the kit's names unqualified.
namespace warploom::synth::kit {}

namespace warploom::synth::motifs {

using namespace kit;
using profile::Family;

// One building block of a kernel body: a few statements that belong together, such as a loop that
// sums over neighbors. It creates the arguments that it needs through the sketch and leaves its
// results in outputs or named variables.
struct Motif {
  std::string_view name;  // Recorded in `features`; the kernel may be named after it.
  Family family;
  double weight;
  void (*draw)(Sketch& sketch);
  // Bounds on the number of launch dimensions; 0 stands for those of the family.
  int min_dims = 0;
  int max_dims = 0;
  std::string_view theme = {};  // The theme whose names suit it; empty for any.
  bool is_idiom = false;        // A well-known algorithm rather than a small step.
};

// Declares `Motif <Name>Motif()` for every line of motifs.def.
#define WARPLOOM_MOTIF(Name) Motif Name##Motif();
#include "synth/motifs/motifs.def"

}  // namespace warploom::synth::motifs
