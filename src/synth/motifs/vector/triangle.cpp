#include "synth/kit/arguments.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/vector/shapes_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Normal, area, angles or shape quality of a triangle; vertex normals by atomics.
void DrawTriangle(Sketch& s) {
  const Type real = s.real();
  const bool flat = s.rng().Chance(0.15);
  const Type vec = s.vec(flat ? 2 : 3);
  const Corner3 t = ReadTriangle(s, vec);
  const Val ab = Named(s, t.b - t.a, {"ab", "e0", "edge0"});
  const Val ac = Named(s, t.c - t.a, {"ac", "e1", "edge1"});
  if (flat) {
    const Val area = 0.5 * Cross2(ab, ac);
    return Emit(s, s.rng().Chance(0.5) ? area : s.Call("abs", {area}) * s.Draw(real, 0));
  }
  const Val n = Named(s, s.Call("cross", {ab, ac}), {"n", "normal", "cr"});
  switch (s.rng().Below(6)) {
    case 0:
      Emit(s, s.Call("normalize", {n}), {"face_normals", "normals_out"});
      return s.rng().Chance(0.5) ? Emit(s, s.Call("length", {n}) * 0.5, {"areas", "face_areas"})
                                 : void();
    case 1: {
      const Val area = Named(s, 0.5 * s.Call("length", {n}), {"area", "A", "face_area"});
      const Val edges = LengthSq(ab) + LengthSq(ac) + LengthSq(t.c - t.b);
      return Emit(s, s.Real(6.928203) * area / edges, {"quality", "aspect", "shape_out"});
    }
    case 2: {
      if (t.ids.empty()) {
        return Emit(s, (t.a + t.b + t.c) / s.Real(3.0), {"centroids", "centers_out"});
      }
      const int out = s.NewArray({vec,
                                  {t.count},
                                  lang::Fill::kZero,
                                  0.0,
                                  0.0,
                                  Access::kAtomic,
                                  OneOf(s, {"vertex_normals", "normals", "n_accum"})});
      const Val weighted =
          s.rng().Chance(0.5) ? n : Named(s, s.Call("normalize", {n}), {"n_hat", "unit_n"});
      for (const Val& id : t.ids) {
        Scatter(s, out, id, weighted);
      }
      return;
    }
    case 3: {
      const Val cosine = s.Call("dot", {s.Call("normalize", {ab}), s.Call("normalize", {ac})});
      return Emit(s, s.Call("acos", {s.Call("clamp", {cosine, s.Real(-0.999), s.Real(0.999)})}),
                  {"angles_out", "corner_angles"});
    }
    case 4: {
      const Val cot = s.Call("dot", {ab, ac}) / s.Call("length", {n});
      return Emit(s,
                  s.rng().Chance(0.5)
                      ? cot
                      : 0.5 * s.Call("clamp", {cot, s.Real(0.0), s.DrawNumber(real, 2.0, 10.0)}),
                  {"cotan", "cot_weights"});
    }
    default: {
      const Val wind = s.rng().Chance(0.5) ? Arg(s, vec, {"wind", "flow_velocity"}, {-2.0, 2.0})
                                           : s.Draw(vec, 1);
      const Val pressure = Coefficient(s, real, {"pressure", "drag", "inflation"}, {0.1, 2.0});
      return Emit(s, n * (pressure * s.Call("dot", {s.Call("normalize", {n}), wind}) / s.Real(6.0)),
                  {"face_forces", "aero"});
    }
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
