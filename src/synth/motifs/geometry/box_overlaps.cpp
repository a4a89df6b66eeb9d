#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"
#include "synth/motifs/geometry/neighbors_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec3;

Val BoxQuery(Sketch& s, const SolidArg& bvh, const Val& x) {
  const Val r = Parameter(s, kFloat, {"radii", "radius", "margin"}, {0.1, 0.6});
  const Val radius = ReadOnce(s, r, "r");
  if (s.rng().Chance(0.3)) {
    return s.Call("bvh_query_sphere", {bvh.id, x, radius});
  }
  const Val span = Named(s, s.Make(kVec3, {radius}), {"half", "ext", "pad"});
  const Val lower = Named(s, x - span, {"lower", "lo", "bmin"});
  const Val upper = Named(s, x + span, {"upper", "hi", "bmax"});
  return s.Call("bvh_query_aabb", {bvh.id, lower, upper});
}

// The boxes of a BVH near a point: their number, the nearest one, or a potential summed over them.
void DrawBoxOverlaps(Sketch& s) {
  const Val x =
      Read(s, kVec3, {"centers", "positions", "points"}, {"c", "center", "x"}, {-kNear, kNear});
  const SolidArg bvh = BvhArg(s);
  const Val query = BeginQuery(s, BoxQuery(s, bvh, x));
  if (s.rng().Chance(0.4)) {
    Val count = MutableNamed(s, s.Int(0), {"count", "overlaps", "num_hits"},
                             synth::Between(0.0, bvh.parts));
    s.Hide(count);
    ForEachBox(s, bvh, query, [&](const Val&) { s.Update(count, BinaryOp::kAdd, s.Int(1)); });
    s.Hide(count, false);
    return OutputNamed(s, count, {"counts", "num_overlaps", "hits_out"});
  }
  const int places =
      TableNamed(s, kVec3, {"centroids", "box_centers", "site_x"}, bvh.parts, {-kNear, kNear});
  const bool nearest = s.rng().Chance(0.5);
  Val best = nearest ? MutableNamed(s, s.DrawNumber(kFloat, 5.0, 100.0), {"best", "min_dist"})
                     : MutableNamed(s, Single(s, 0.0), {"potential", "energy", "total"});
  Val which;
  if (nearest) {
    which = MutableNamed(s, s.Int(-1), {"closest", "best_id", "nearest"},
                         synth::Between(-1.0, bvh.parts - 1.0));
    s.Hide(which);
  }
  s.Hide(best);
  ForEachBox(s, bvh, query, [&](const Val& box) {
    const Val dist = Named(s, s.Call("length", {s.At(places, {box}) - x}), {"dist", "d", "dist_b"});
    if (nearest) {
      s.If(dist < best, [&] {
        s.Set(best, dist);
        s.Set(which, box);
      });
    } else {
      s.Update(best, BinaryOp::kAdd, 1.0 / (dist + s.DrawNumber(kFloat, 0.05, 0.5)));
    }
  });
  s.Hide(best, false);
  OutputNamed(s, best, {"out", "potentials", "best_dist"});
  if (nearest) {
    s.Hide(which, false);
    OutputNamed(s, which, {"closest_id", "labels", "nearest_out"});
  }
}

}  // namespace

Motif BoxOverlapsMotif() {
  return {.name = "box-overlaps",
          .family = Family::kGeometry,
          .weight = 0.7,
          .draw = DrawBoxOverlaps,
          .theme = "geometry"};
}

}  // namespace warploom::synth::motifs
