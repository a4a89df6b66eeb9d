#pragma once

#include <string_view>

#include "synth/sketch/sketch.h"

// Arguments that refer to objects other than arrays: meshes, BVHs, hash grids, volumes, textures.
// The motifs of one kernel share an object of each kind.
namespace warploom::synth::kit {

// Objects extend to this distance from the origin in each coordinate, as do the query points.
inline constexpr double kObjectReach = 1.5;

// The id of a mesh, which is a closed surface around the origin, or of a BVH, and its size.
struct SolidArg {
  Val id;
  int points = 0;  // Of a mesh, which has 3 * parts indices.
  int parts = 0;   // Faces or boxes.
  int groups = 0;
};
// Winding numbers are only right on a mesh without groups (docs/warp_findings.md: grouped_winding).
SolidArg MeshArg(Sketch& s, bool has_groups = false);
SolidArg BvhArg(Sketch& s);

// The id of a hash grid over the positions in a one-dimensional input array. A shared grid keeps
// the number of groups with which it was created.
Val HashGridArg(Sketch& s, int positions, int groups = 0);

// The id of a volume of values of the type, or of indices for VoidType(). An output volume is not
// shared.
Val VolumeArg(Sketch& s, lang::Type values, bool is_output = false);
// wp.Volume.LINEAR or wp.Volume.CLOSEST; always CLOSEST for integers.
Val SamplingMode(Sketch& s, lang::Type values);
// The number of voxels along each side of a volume.
inline constexpr int kVolumeSide = 8;

// A texture of the Warp type `kind` with texels of the type `values`.
Val TextureArg(Sketch& s, lang::Type kind, lang::Type values);

// object.name: a field of a query, mesh or texture. CHECK-fails if there is none.
Val Part(const Val& object, std::string_view name);
// The same for an integer in [0, extent).
Val PartBelow(const Val& object, std::string_view name, int extent);
// The same for an array; returns its index in Sketch::arrays().
int PartArray(const Val& object, std::string_view name, int extent, const ValueRange& elements);

}  // namespace warploom::synth::kit
