#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// This thread's deformation gradient.
Val ReadGradient(Sketch& s, lang::Type mat);

// The vectors from an element's first corner to the others; `table` holds a vector per corner.
std::vector<Val> EdgesFromFirst(Sketch& s, int table, std::span<const Val> ids,
                                std::string_view first_name,
                                std::span<const std::string_view> edge_names);

// Lame's parameters, given or computed from Young's modulus and Poisson's ratio.
struct Lame {
  Val mu, lambda;
};

Lame ReadLame(Sketch& s, lang::Type real);

}  // namespace warploom::synth::motifs
