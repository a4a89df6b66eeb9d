#include "synth/families/geometry.h"

#include <array>

#include "synth/families/families.h"
#include "synth/families/inputs.h"

namespace warploom::synth {

Val AtWall(Sketch& s, const Val& v, const Val& n) {
  const Val vn = Named(s, s.Call("dot", {v, n}), {"vn", "v_n", "normal_vel"});
  if (s.rng().Chance(0.5)) {
    return v - n * s.Call("min", {vn, Single(s, 0.0)});
  }
  const Val bounce =
      Coefficient(s, lang::kFloat, {"restitution", "bounce", "elasticity"}, {0.1, 0.9});
  return v - n * (vn * (1.0 + bounce));
}

namespace {

constexpr std::array kMotifs = {
    Motif{"mesh-collision", 1.2, DrawMeshCollision, 0, 0, "simulation"},
    Motif{"mesh-distance", 1.0, DrawMeshDistance, 0, 0, "geometry"},
    Motif{"mesh-ray", 1.0, DrawMeshRay, 0, 0, "graphics"},
    Motif{"mesh-faces", 0.7, DrawMeshFaces, 0, 0, "geometry"},
    Motif{"grid-density", 1.0, DrawGridDensity, 1, 1, "simulation"},
    Motif{"grid-contact", 1.0, DrawGridContact, 1, 1, "simulation"},
    Motif{"grid-average", 0.8, DrawGridAverage, 1, 1, "simulation"},
    Motif{"box-overlaps", 0.7, DrawBoxOverlaps, 0, 0, "geometry"},
    Motif{"box-ray", 0.6, DrawBoxRay, 0, 0, "graphics"},
    Motif{"volume-collision", 0.8, DrawVolumeCollision, 0, 0, "simulation"},
    Motif{"volume-trace", 0.7, DrawVolumeTrace, 0, 0, "graphics"},
    Motif{"texture", 0.6, DrawTexture, 0, 0, "graphics"},
};

}  // namespace

Family GeometryFamily() {
  return {"geometry", "queries of meshes, hash grids, bvhs, volumes and textures", 0.5, 1, 3,
          kMotifs};
}

}  // namespace warploom::synth
