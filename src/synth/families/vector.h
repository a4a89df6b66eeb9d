#pragma once

#include "synth/sketch.h"

// The motifs of vector that lie in vector_motion.cpp, vector_contacts.cpp, vector_rays.cpp,
// vector_shapes.cpp and vector_fields.cpp.
namespace warploom::synth {

// Mostly three dimensions, sometimes two.
inline lang::Type Space(Sketch& s) { return s.vec(s.rng().Chance(0.8) ? 3 : 2); }

void DrawPairSum(Sketch& s);
void DrawSteering(Sketch& s);
void DrawFlow(Sketch& s);
void DrawComponents(Sketch& s);

void DrawPlaneContact(Sketch& s);
void DrawSphereContact(Sketch& s);
void DrawBounds(Sketch& s);
void DrawCollisionPair(Sketch& s);
void DrawRayPrimitive(Sketch& s);
void DrawRayBox(Sketch& s);
void DrawRayTriangle(Sketch& s);
void DrawShading(Sketch& s);
void DrawSphereTracing(Sketch& s);
void DrawTriangle(Sketch& s);
void DrawBarycentric(Sketch& s);
void DrawSegment(Sketch& s);
void DrawDistanceField(Sketch& s);
void DrawColor(Sketch& s);
void DrawCurve(Sketch& s);
void DrawDirections(Sketch& s);

}  // namespace warploom::synth
