#include "synth/motifs/geometry/neighbors_parts.h"

#include <array>
#include <functional>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/kit/surfaces.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {

using lang::kFloat;
using lang::kVec3;

Particle ReadParticle(Sketch& s) {
  Particle one;
  one.positions = InputNamed(s, kVec3, {"particle_x", "positions", "points", "x"}, {-kNear, kNear});
  one.grid = HashGridArg(s, one.positions);
  one.count = s.dims()[0];
  one.index = s.Thread(0);
  one.in_order = s.rng().Chance(0.3);
  if (one.in_order) {
    const Val sorted = s.Call("hash_grid_point_id", {one.grid, s.Thread(0)});
    one.index = Named(s, Known(sorted, 0.0, one.count - 1.0), {"i", "pid", "own"});
  }
  one.x = Named(s, s.At(one.positions, {one.index}), {"xi", "x_i", "p"});
  one.radius = Arg(s, kFloat, {"radius", "h", "smoothing_length", "search_radius"}, {0.2, 0.5});
  return one;
}

Val OwnOf(Sketch& s, const Particle& one, int array, Words locals) {
  return Named(s, s.At(array, {one.index}), locals);
}

void StoreSum(Sketch& s, const Particle& one, const Val& value, Words outputs) {
  ArraySpec spec;
  spec.element = value.type;
  spec.shape = {one.count};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  spec.name = OneOf(s, outputs);
  const std::array at = {one.index};
  s.StoreAt(s.NewArray(spec), at, value);
}

void ForEachNear(Sketch& s, const Particle& one, const std::function<void(const Val& j)>& body) {
  Val query = s.Call("hash_grid_query", {one.grid, one.x, one.radius});
  if (s.rng().Chance(0.65)) {
    query = s.Let(query, {"neighbors", "query", "nbrs"});
  }
  const ValueRange numbers = synth::Between(0.0, one.count - 1.0);
  const std::string_view name = Free(s, {"j", "index", "nb", "neighbor"});
  if (s.rng().Chance(0.75)) {
    s.ForEach(name, query, numbers, body);
    return;
  }
  query = s.Let(query, "query");
  const Val j = s.Mutable(s.Int(0), name, numbers);
  s.Hide(j);
  s.While(s.Call("hash_grid_query_next", {query, j}), [&] { body(j); });
}

Val Weight(Sketch& s, const Val& dist, const Val& h) {
  switch (s.rng().Below(4)) {
    case 0: {
      const Val q = Named(s, 1.0 - dist / h, {"q", "w", "ramp"});
      return s.rng().Chance(0.5) ? q * q : q * q * q;
    }
    case 1: {
      const Val h2 = Named(s, h * h - dist * dist, {"h2", "diff_sq", "w"});
      return h2 * h2 * h2;
    }
    case 2:
      return Exp(Known(-(dist * dist) / (h * h), -1.0, 0.0));
    default:
      return h - dist;
  }
}

Val BeginQuery(Sketch& s, const Val& query) { return s.Let(query, {"query", "q", "candidates"}); }

void ForEachBox(Sketch& s, const SolidArg& bvh, const Val& query,
                const std::function<void(const Val& box)>& body) {
  const Val box = MutableNamed(s, s.Int(0), {"item", "index", "bounds_nr", "hit"},
                               synth::Between(0.0, bvh.parts - 1.0));
  s.Hide(box);
  s.While(s.Call("bvh_query_next", {query, box}), [&] { body(box); });
}

}  // namespace warploom::synth::motifs
