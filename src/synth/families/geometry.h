#pragma once

#include <functional>

#include "synth/sketch.h"

// The motifs of geometry that lie in geometry_meshes.cpp, geometry_neighbors.cpp and
// geometry_fields.cpp. Warp's queries of meshes, boxes and volumes compute in float32, and so do
// these motifs whatever the kernel does else.
namespace warploom::synth {

// How far from the origin a motif's points lie in each coordinate.
inline constexpr double kNear = 1.5;

// A number of float32.
inline Val Single(Sketch& s, double value) { return s.Real(value, lang::kFloat); }

// x with its part along n taken out, or turned about: what is left of a velocity at a wall.
Val AtWall(Sketch& s, const Val& v, const Val& n);

void DrawMeshCollision(Sketch& s);
void DrawMeshDistance(Sketch& s);
void DrawMeshRay(Sketch& s);
void DrawMeshFaces(Sketch& s);

void DrawGridDensity(Sketch& s);
void DrawGridContact(Sketch& s);
void DrawGridAverage(Sketch& s);
void DrawBoxOverlaps(Sketch& s);
void DrawBoxRay(Sketch& s);

void DrawVolumeCollision(Sketch& s);
void DrawVolumeTrace(Sketch& s);
void DrawTexture(Sketch& s);

}  // namespace warploom::synth
