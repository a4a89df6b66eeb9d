#pragma once

#include <string_view>

#include "synth/sketch/sketch.h"

// The objects that a launch makes beside arrays: meshes, bvhs, hash grids, volumes, textures. A
// kernel's motifs share one of a kind.
namespace warploom::synth::kit {

// Where their points lie, in each coordinate; the same as that of the positions that ask for them.
inline constexpr double kObjectReach = 1.5;

// The id of a closed surface around the origin, or of boxes, and how many parts it has.
struct SolidArg {
  Val id;
  int points = 0;  // Of a mesh; its indices are three times its parts.
  int parts = 0;   // Faces or boxes.
  int groups = 0;
};
// Winding numbers are only right on a mesh without groups (docs/warp_findings.md: grouped_winding).
SolidArg MeshArg(Sketch& s, bool has_groups = false);
SolidArg BvhArg(Sketch& s);

// The id of a hash grid over the positions in an input array of one dimension; one with groups has
// as many as it was first asked for.
Val HashGridArg(Sketch& s, int positions, int groups = 0);

// The id of a volume of values of the type, or of indices for VoidType(). One that is written to is
// the caller's alone.
Val VolumeArg(Sketch& s, lang::Type values, bool is_output = false);
// wp.Volume.LINEAR or wp.Volume.CLOSEST; linear for values that have no others between.
Val SamplingMode(Sketch& s, lang::Type values);
// How many voxels a volume has along each side.
inline constexpr int kVolumeSide = 8;

// A texture of Warp's class of that name, with texels of the type.
Val TextureArg(Sketch& s, lang::Type kind, lang::Type values);

// object.name of what a query answers, of a mesh or a texture.
Val Part(const Val& object, std::string_view name);
// The same for an integer in [0, extent).
Val PartBelow(const Val& object, std::string_view name, int extent);
// An array that is such a part.
int PartArray(const Val& object, std::string_view name, int extent, const ValueRange& elements);

}  // namespace warploom::synth::kit
