#pragma once

#include "synth/sketch/sketch.h"

// Contact with surfaces. Warp's queries of meshes, BVHs and volumes compute in float32, so these
// functions do as well, whatever the kernel's float type is.
namespace warploom::synth::kit {

// Points are within this distance of the origin in each coordinate.
inline constexpr double kNear = 1.5;

// The velocity v after contact with a wall of normal n: its normal component is removed or
// reflected.
Val AtWall(Sketch& s, const Val& v, const Val& n);

}  // namespace warploom::synth::kit
