// A property of a triangle: normal, area, shape quality, an angle or its cotangent, the force of
// wind or pressure, or the normals of its vertices.
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/shapes_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct TriangleEdges {
  Corner3 corners;
  Val ab, ac;
  Val normal;  // cross(ab, ac), not of unit length.
};

void DrawTriangleQuality(Sketch& s, const TriangleEdges& t) {
  const Val area = Named(s, 0.5 * s.Call("length", {t.normal}), {"area", "A", "face_area"});
  const Val edges = LengthSq(t.ab) + LengthSq(t.ac) + LengthSq(t.corners.c - t.corners.b);
  Emit(s, s.Real(6.928203) * area / edges, {"quality", "aspect", "shape_out"});
}

// Adds the face's normal to its vertices; the centroid where the vertices are not shared.
void DrawVertexNormals(Sketch& s, const TriangleEdges& t) {
  const Corner3& corners = t.corners;
  if (corners.ids.empty()) {
    return Emit(s, (corners.a + corners.b + corners.c) / s.Real(3.0), {"centroids", "centers_out"});
  }
  const int out =
      Totals(s, t.normal.type, {corners.count}, OneOf(s, {"vertex_normals", "normals", "n_accum"}));
  const Val weighted = s.rng().Chance(0.5)
                           ? t.normal
                           : Named(s, s.Call("normalize", {t.normal}), {"n_hat", "unit_n"});
  for (const Val& id : corners.ids) {
    Scatter(s, out, id, weighted);
  }
}

void DrawCornerAngle(Sketch& s, const TriangleEdges& t) {
  const Val cosine = s.Call("dot", {s.Call("normalize", {t.ab}), s.Call("normalize", {t.ac})});
  Emit(s, s.Call("acos", {s.Call("clamp", {cosine, s.Real(-0.999), s.Real(0.999)})}),
       {"angles_out", "corner_angles"});
}

void DrawCotangent(Sketch& s, const TriangleEdges& t) {
  const Val cot = s.Call("dot", {t.ab, t.ac}) / s.Call("length", {t.normal});
  Emit(s,
       s.rng().Chance(0.5)
           ? cot
           : 0.5 * s.Call("clamp", {cot, s.Real(0.0), s.DrawNumber(s.real(), 2.0, 10.0)}),
       {"cotan", "cot_weights"});
}

void DrawFaceForce(Sketch& s, const TriangleEdges& t) {
  const Val& n = t.normal;
  const Val wind = s.rng().Chance(0.5) ? Arg(s, n.type, {"wind", "flow_velocity"}, {-2.0, 2.0})
                                       : s.Draw(n.type, 1);
  const Val pressure = Coefficient(s, s.real(), {"pressure", "drag", "inflation"}, {0.1, 2.0});
  Emit(s, n * (pressure * s.Call("dot", {s.Call("normalize", {n}), wind}) / s.Real(6.0)),
       {"face_forces", "aero"});
}

void DrawTriangle(Sketch& s) {
  const bool flat = s.rng().Chance(0.15);
  TriangleEdges t;
  t.corners = ReadTriangle(s, s.vec(flat ? 2 : 3));
  t.ab = Named(s, t.corners.b - t.corners.a, {"ab", "e0", "edge0"});
  t.ac = Named(s, t.corners.c - t.corners.a, {"ac", "e1", "edge1"});
  if (flat) {
    const Val area = 0.5 * Cross2(t.ab, t.ac);
    return Emit(s, s.rng().Chance(0.5) ? area : s.Call("abs", {area}) * s.Draw(s.real(), 0));
  }
  t.normal = Named(s, s.Call("cross", {t.ab, t.ac}), {"n", "normal", "cr"});
  switch (s.rng().Below(6)) {
    case 0:
      Emit(s, s.Call("normalize", {t.normal}), {"face_normals", "normals_out"});
      return s.rng().Chance(0.5)
                 ? Emit(s, s.Call("length", {t.normal}) * 0.5, {"areas", "face_areas"})
                 : void();
    case 1:
      return DrawTriangleQuality(s, t);
    case 2:
      return DrawVertexNormals(s, t);
    case 3:
      return DrawCornerAngle(s, t);
    case 4:
      return DrawCotangent(s, t);
    default:
      return DrawFaceForce(s, t);
  }
}

}  // namespace

Motif TriangleMotif() {
  return {.name = "triangle",
          .family = Family::kVector,
          .weight = 1.0,
          .draw = DrawTriangle,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs
