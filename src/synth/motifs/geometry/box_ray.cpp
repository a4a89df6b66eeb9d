#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/geometry/neighbors_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec3;

// A ray against spheres in the boxes of a BVH: the distance of the nearest hit.
void DrawBoxRay(Sketch& s) {
  const Val start =
      Read(s, kVec3, {"origins", "ray_origins", "starts"}, {"ro", "start", "o"}, {-3.0, 3.0});
  const Val dir = Read(s, kVec3, {"ray_dirs", "directions", "dirs"}, {"rd", "dir", "d"}, kUnitFill);
  const SolidArg bvh = BvhArg(s);
  const Val query = BeginQuery(s, s.Call("bvh_query_ray", {bvh.id, start, dir}));
  const int places =
      TableNamed(s, kVec3, {"sphere_x", "centers", "site_x"}, bvh.parts, {-kNear, kNear});
  const Val radius = Coefficient(s, kFloat, {"sphere_radius", "radius", "size"}, {0.1, 0.5});
  Val nearest = MutableNamed(s, Coefficient(s, kFloat, {"max_t", "far", "t_max"}, {5.0, 100.0}),
                             {"t_hit", "t_best", "t"});
  s.Hide(nearest);
  ForEachBox(s, bvh, query, [&](const Val& box) {
    const Val oc = Named(s, start - s.At(places, {box}), {"oc", "to_start", "rel"});
    const Val b = Named(s, s.Call("dot", {oc, dir}), {"b", "half_b", "proj"});
    const Val disc =
        Named(s, b * b - s.Call("dot", {oc, oc}) + radius * radius, {"disc", "h", "d2"});
    s.If(disc > Single(s, 0.0), [&] {
      const Val root = s.Call("sqrt", {Known(disc, 0.0, 1e6)});
      const Val t = Named(s, -b - root, {"t0", "t_near", "ts"});
      s.If(t > Single(s, 0.0) && t < nearest, [&] { s.Set(nearest, t); });
    });
  });
  s.Hide(nearest, false);
  OutputNamed(s, nearest, {"depth", "t_out", "hits"});
}

}  // namespace

Motif BoxRayMotif() {
  return {.name = "box-ray",
          .family = Family::kGeometry,
          .weight = 0.6,
          .draw = DrawBoxRay,
          .theme = "graphics"};
}

}  // namespace warploom::synth::motifs
