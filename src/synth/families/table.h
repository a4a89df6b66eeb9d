#pragma once

#include <span>
#include <string_view>

#include "synth/sketch.h"

namespace warploom::synth {

// One building block of a kernel body: a few statements that belong together, such as a loop that
// adds up neighbours. It asks the sketch for what it needs and leaves its results in outputs or in
// named values.
struct Motif {
  std::string_view name;  // Recorded in `features`; the kernel may be named after it.
  double weight;
  void (*draw)(Sketch& sketch);
  // What suits it better than the family says: launch dimensions (0: the family's) and the theme
  // whose names it wants ("": any).
  int min_dims = 0;
  int max_dims = 0;
  std::string_view theme = {};
};

// A family is a category of kernels and the motifs that make it.
struct Family {
  std::string_view name;  // The category's name.
  std::string_view text;  // One line for `warploom categories`.
  double weight;          // In the default profile.
  int min_dims;           // Launch dimensions that suit it.
  int max_dims;
  std::span<const Motif> motifs;
  double more = 1.0;  // How likelier a kernel of this family has further motifs.
  // Its kernels are launched in blocks whose threads work together: they have no other motifs, and
  // other kernels none of theirs.
  bool is_tiled = false;
};

// All families: one line each in table.cpp, one file each beside it (docs/adding_a_family.md).
std::span<const Family> Families();

// The family's own motifs and the idioms (idioms/table.h) that belong to it, with their launch
// dimensions filled in.
std::span<const Motif> MotifsOf(const Family& family);

}  // namespace warploom::synth
