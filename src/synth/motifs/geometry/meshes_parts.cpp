#include "synth/motifs/geometry/meshes_parts.h"

#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"

namespace warploom::synth::motifs {

using lang::kFloat;

Val ClosestPoint(Sketch& s, const SolidArg& mesh, const Val& x) {
  const Val reach = Coefficient(s, kFloat, {"max_dist", "query_dist", "max_distance"}, {0.5, 2.0});
  const std::string_view call =
      OneOf(s, {"mesh_query_point", "mesh_query_point_sign_normal", "mesh_query_point",
                "mesh_query_point_sign_winding_number", "mesh_query_point_sign_parity"});
  return s.Let(s.Call(call, {mesh.id, x, reach}), {"query", "q", "res"});
}

Val SurfacePoint(Sketch& s, const SolidArg& mesh, const Val& query) {
  const Val face = PartBelow(query, "face", mesh.parts);
  const Val p = s.Call("mesh_eval_position", {mesh.id, face, Part(query, "u"), Part(query, "v")});
  return Named(s, p, {"p", "closest", "cp", "p_surf"});
}

}  // namespace warploom::synth::motifs
