#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/motifs/geometry/meshes_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec3;

// The signed distance of a point to a mesh, and the direction away from it.
void DrawMeshDistance(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"points", "samples", "queries"}, {"x", "point", "pt"}, {-kNear, kNear});
  const SolidArg mesh = MeshArg(s);
  const Val query = ClosestPoint(s, mesh, x);
  const bool has_normal = s.rng().Chance(0.5);
  Val sdf = MutableNamed(s, s.DrawNumber(kFloat, 1.0, 10.0), {"sdf", "dist", "phi"});
  Val normal;
  if (has_normal) {
    normal = MutableNamed(s, s.Make(kVec3, {}), {"normal", "grad", "n"});
  }
  s.If(Part(query, "result"), [&] {
    const Val p = SurfacePoint(s, mesh, query);
    const Val away = Named(s, x - p, {"away", "delta", "d"});
    s.Set(sdf, Part(query, "sign") * s.Call("length", {away}));
    if (has_normal && s.rng().Chance(0.5)) {
      const Val face = PartBelow(query, "face", mesh.parts);
      s.Set(normal, s.Call("mesh_eval_face_normal", {mesh.id, face}));
    } else if (has_normal) {
      s.Set(normal, s.Call("normalize", {away}) * Part(query, "sign"));
    }
  });
  if (has_normal) {
    OutputNamed(s, normal, {"normals", "gradients", "normals_out"});
  }
  const bool band = s.rng().Chance(0.4);
  const Val width = band ? Coefficient(s, kFloat, {"band", "width", "eps"}, {0.1, 0.5}) : Val{};
  const bool shifts = !band && s.rng().Chance(0.3);
  const Val shift = shifts ? s.Draw(kFloat, 1) : Val{};
  OutputNamed(s,
              band     ? s.Call("clamp", {sdf, -width, width})
              : shifts ? sdf - shift
                       : sdf,
              {"sdf_out", "distances", "phi_out"});
}

}  // namespace

Motif MeshDistanceMotif() {
  return {.name = "mesh-distance",
          .family = Family::kGeometry,
          .weight = 1.0,
          .draw = DrawMeshDistance,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs
