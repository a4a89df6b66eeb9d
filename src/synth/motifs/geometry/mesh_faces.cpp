#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec3;

// The faces of a mesh whose bounds overlap a box or ball.
void DrawMeshFaces(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"centers", "points", "positions"}, {"c", "center", "x"}, {-kNear, kNear});
  const SolidArg mesh = MeshArg(s);
  const Val r = Parameter(s, kFloat, {"radii", "radius", "half_extents"}, {0.1, 0.6});
  const Val radius = ReadOnce(s, r, "radius");
  Val query;
  if (s.rng().Chance(0.3)) {
    query = s.Call("mesh_query_sphere", {mesh.id, x, radius});
  } else {
    const Val span = Named(s, s.Make(kVec3, {radius}), {"half", "ext", "margin"});
    const Val lower = Named(s, x - span, {"lower", "lo", "bmin"});
    const Val upper = Named(s, x + span, {"upper", "hi", "bmax"});
    query = s.Call("mesh_query_aabb", {mesh.id, lower, upper});
  }
  query = s.Let(query, {"query", "q", "candidates"});
  const bool counts = s.rng().Chance(0.4);
  Val sum;
  if (counts) {
    sum =
        MutableNamed(s, s.Int(0), {"count", "num_faces", "hits"}, synth::Between(0.0, mesh.parts));
  } else {
    sum = MutableNamed(s, s.Make(kVec3, {}), {"n_sum", "normal", "total"});
  }
  s.Hide(sum);
  const auto meet = [&](const Val& face) {
    const Val n = counts ? Val{} : s.Call("mesh_eval_face_normal", {mesh.id, face});
    if (counts) {
      s.Update(sum, BinaryOp::kAdd, s.Int(1));
    } else if (s.rng().Chance(0.5)) {
      s.Update(sum, BinaryOp::kAdd, n);
    } else {
      const Val corner = s.Call("mesh_get_point", {mesh.id, face * s.Int(3)});
      const Val away = Named(s, s.Call("length", {x - corner}), {"d", "dist_c", "away"});
      s.Update(sum, BinaryOp::kAdd, n / (away + s.DrawNumber(kFloat, 0.05, 0.5)));
    }
  };
  const ValueRange faces = synth::Between(0.0, mesh.parts - 1.0);
  if (s.rng().Chance(0.5)) {
    s.ForEach({"face", "f", "tri"}, query, faces, meet);
  } else {
    const Val face = MutableNamed(s, s.Int(0), {"face", "f", "tri"}, faces);
    s.Hide(face);
    s.While(s.Call("mesh_query_aabb_next", {query, face}), [&] { meet(face); });
  }
  s.Hide(sum, false);
  OutputNamed(s, sum, {"out", "result", "normals_out", "counts"});
}

}  // namespace

Motif MeshFacesMotif() {
  return {.name = "mesh-faces",
          .family = Family::kGeometry,
          .weight = 0.7,
          .draw = DrawMeshFaces,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs
