#pragma once

#include "synth/sketch/sketch.h"

// The motifs of vector that lie in vector_motion.cpp, vector_contacts.cpp, vector_rays.cpp,
// vector_shapes.cpp and vector_fields.cpp.
namespace warploom::synth::kit {

// Mostly three dimensions, sometimes two.
inline lang::Type Space(Sketch& s) { return s.vec(s.rng().Chance(0.8) ? 3 : 2); }

}  // namespace warploom::synth::kit
