#pragma once

#include "synth/sketch/sketch.h"

// The motifs of geometry that lie in geometry_meshes.cpp, geometry_neighbors.cpp and
// geometry_fields.cpp. Warp's queries of meshes, boxes and volumes compute in float32, and so do
// these motifs whatever the kernel does else.
namespace warploom::synth::kit {

// How far from the origin a motif's points lie in each coordinate.
inline constexpr double kNear = 1.5;

// x with its part along n taken out, or turned about: what is left of a velocity at a wall.
Val AtWall(Sketch& s, const Val& v, const Val& n);

}  // namespace warploom::synth::kit
