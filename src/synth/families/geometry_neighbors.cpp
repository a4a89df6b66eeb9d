// Geometry: sums over the neighbours that a hash grid finds, and over boxes in a bvh.
#include <array>

#include "synth/families/geometry.h"
#include "synth/families/inputs.h"
#include "synth/idioms/parts.h"
#include "synth/objects.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec3;

namespace {

// A particle of a hash grid: which one the thread works on, and what the grid is over.
struct Particle {
  Val grid;
  int positions = 0;
  int count = 0;
  Val index;
  bool in_order = false;  // Threads take them by cell, not by number.
  Val x;
  Val radius;
};

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

// The particle's own element of another input.
Val OwnOf(Sketch& s, const Particle& one, int array, Words locals) {
  return Named(s, s.At(array, {one.index}), locals);
}

void Store(Sketch& s, const Particle& one, const Val& value, Words outputs) {
  ArraySpec spec;
  spec.element = value.type;
  spec.shape = {one.count};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kOwned;
  spec.name = OneOf(s, outputs);
  const std::array at = {one.index};
  s.StoreAt(s.NewArray(spec), at, value);
}

void ForEachNear(Sketch& s, const Particle& one, const std::function<void(const Val& j)>& body) {
  Val query = s.Call("hash_grid_query", {one.grid, one.x, one.radius});
  if (s.rng().Chance(0.65)) {
    query = s.Let(query, OneOf(s, {"neighbors", "query", "nbrs"}));
  }
  const Facts numbers = synth::Between(0.0, one.count - 1.0);
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

// How much a neighbour at this distance counts.
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

Val BoxQuery(Sketch& s, const SolidArg& bvh, const Val& x) {
  const Val r = Parameter(s, kFloat, {"radii", "radius", "margin"}, {0.1, 0.6});
  const Val radius = ReadOnce(s, r, "r");
  if (s.rng().Chance(0.3)) {
    return s.Call("bvh_query_sphere", {bvh.id, x, radius});
  }
  const Val span = Named(s, s.Construct(kVec3, {radius}), {"half", "ext", "pad"});
  const Val lower = Named(s, x - span, {"lower", "lo", "bmin"});
  const Val upper = Named(s, x + span, {"upper", "hi", "bmax"});
  return s.Call("bvh_query_aabb", {bvh.id, lower, upper});
}

Val BeginQuery(Sketch& s, const Val& query) {
  return s.Let(query, OneOf(s, {"query", "q", "candidates"}));
}

void ForEachBox(Sketch& s, const SolidArg& bvh, const Val& query,
                const std::function<void(const Val& box)>& body) {
  const Val box = MutableNamed(s, s.Int(0), {"item", "index", "bounds_nr", "hit"},
                               synth::Between(0.0, bvh.parts - 1.0));
  s.Hide(box);
  s.While(s.Call("bvh_query_next", {query, box}), [&] { body(box); });
}

}  // namespace

// Density at a particle, and the pressure that follows.
void DrawGridDensity(Sketch& s) {
  const Particle one = ReadParticle(s);
  const bool equal = s.rng().Chance(0.5);
  const int masses =
      equal ? -1 : InputNamed(s, kFloat, {"particle_mass", "masses", "m"}, kPositiveFill);
  const bool shaped = s.rng().Chance(0.25);
  Val rho = MutableNamed(s, Single(s, 0.0), {"rho", "density", "sum_w"});
  s.Hide(rho);
  ForEachNear(s, one, [&](const Val& j) {
    const Val offset = one.x - s.At(one.positions, {j});
    const Val dist = Named(s, s.Call("length", {offset}), {"dist", "r", "d"});
    s.If(dist < one.radius, [&] {
      const Val w = Weight(s, dist, one.radius);
      const Val term = equal ? w : s.At(masses, {j}) * w;
      s.Update(rho, BinaryOp::kAdd, shaped ? term * s.Draw(kFloat, 1) : term);
    });
  });
  s.Hide(rho, false);
  Val density = rho;
  if (s.rng().Chance(0.5)) {
    density = rho * Coefficient(s, kFloat, {"density_norm", "particle_mass", "scale"});
  }
  if (s.rng().Chance(0.5)) {
    density = Named(s, density, {"rho_i", "dens", "total_rho"});
    const Val rest = Coefficient(s, kFloat, {"rest_density", "rho0", "base_density"});
    const Val stiff = Coefficient(s, kFloat, {"stiffness", "k_p", "gas_constant"}, {1.0, 20.0});
    Store(s, one, stiff * s.Call("max", {density - rest, Single(s, 0.0)}),
          {"pressure", "particle_p", "p_out"});
  }
  Store(s, one, density, {"particle_rho", "densities", "rho_out"});
}

// Forces between grains that touch: a spring, a damper and friction.
void DrawGridContact(Sketch& s) {
  const Particle one = ReadParticle(s);
  const int velocities = InputNamed(s, kVec3, {"particle_v", "velocities", "v"});
  const Val v = OwnOf(s, one, velocities, {"vi", "v_i", "vel"});
  const Val size = Arg(s, kFloat, {"grain_radius", "particle_radius", "diameter"}, {0.05, 0.3});
  const Val ke = Arg(s, kFloat, {"ke", "k_contact", "stiffness"}, {1.0, 100.0});
  const Val kd = Coefficient(s, kFloat, {"kd", "k_damp", "damping"}, {0.1, 2.0});
  const bool slides = s.rng().Chance(0.5);
  const Val mu = slides ? Coefficient(s, kFloat, {"mu", "k_mu", "friction"}, {0.1, 1.0}) : Val{};
  Val force = MutableNamed(s, s.rng().Chance(0.4) ? Gravity(s, kVec3) : s.Construct(kVec3, {}),
                           {"f", "force", "f_total"});
  s.Hide(force);
  const bool skips_self = s.rng().Chance(0.7);
  const auto touch = [&](const Val& j) {
    const Val offset = Named(s, one.x - s.At(one.positions, {j}), {"n", "delta", "rij"});
    const Val dist = Named(s, s.Call("length", {offset}), {"d", "dist", "len"});
    const Val err = Named(s, dist - size * 2.0, {"err", "c", "gap"});
    s.If(err < Single(s, 0.0) && dist > Tiny(s, kFloat), [&] {
      const Val dir = Named(s, offset / Known(dist, 1e-6, 10.0), {"dir", "nrm", "normal"});
      const Val vrel = Named(s, v - s.At(velocities, {j}), {"vrel", "v_rel", "dv"});
      const Val vn = Named(s, s.Call("dot", {vrel, dir}), {"vn", "v_n", "speed_n"});
      const Val fn = Named(s, -(err * ke) - vn * kd, {"fn", "f_n", "push"});
      s.Update(force, BinaryOp::kAdd, dir * fn);
      if (slides) {
        const Val vt = Named(s, vrel - dir * vn, {"vt", "v_t", "slip"});
        const Val limit = mu * s.Call("abs", {fn});
        s.Update(force, BinaryOp::kSub,
                 s.Call("normalize", {vt}) * s.Call("min", {s.Call("length", {vt}), limit}));
      }
    });
  };
  ForEachNear(s, one, [&](const Val& j) {
    if (skips_self) {
      s.If(j != one.index, [&] { touch(j); });
    } else {
      touch(j);
    }
  });
  s.Hide(force, false);
  Store(s, one, force, {"particle_f", "forces", "f_out"});
}

// A quantity smoothed over the neighbours: velocities of a flow or flock, colours, temperatures.
void DrawGridAverage(Sketch& s) {
  const Particle one = ReadParticle(s);
  const bool is_vector = s.rng().Chance(0.6);
  const lang::Type type = is_vector ? kVec3 : kFloat;
  const int values = is_vector
                         ? InputNamed(s, type, {"velocities", "particle_v", "normals", "headings"})
                         : InputNamed(s, type, {"temperature", "density", "values"}, kPositiveFill);
  const Val own = OwnOf(s, one, values, {"qi", "own_value", "value_i"});
  Val total = MutableNamed(s, Zero(s, type), {"total", "acc", "avg"});
  const bool weighs = s.rng().Chance(0.6);
  Val weight =
      MutableNamed(s, Single(s, 0.0), {"w_sum", "count_f", "norm"}, synth::Between(0.0, 1e6));
  s.Hide(total);
  s.Hide(weight);
  ForEachNear(s, one, [&](const Val& j) {
    const Val dist =
        Named(s, s.Call("length", {one.x - s.At(one.positions, {j})}), {"dist", "r", "d"});
    s.If(dist < one.radius, [&] {
      const Val w =
          weighs ? Named(s, Weight(s, dist, one.radius), {"w", "w_ij", "k"}) : Single(s, 1.0);
      const Val value = s.At(values, {j});
      s.Update(total, BinaryOp::kAdd, weighs ? value * w : value);
      s.Update(weight, BinaryOp::kAdd, w);
    });
  });
  s.Hide(total, false);
  s.Hide(weight, false);
  const Val mean =
      Named(s, total / (weight + s.DrawNumber(kFloat, 0.001, 0.1)), {"mean", "smooth", "v_avg"});
  const bool blends = s.rng().Chance(0.6);
  const Val rate = blends ? Coefficient(s, kFloat, {"xsph", "blend", "relax"}, {0.05, 0.5}) : Val{};
  Store(s, one, blends ? own + (mean - own) * rate : mean, {"smoothed", "v_out", "values_out"});
}

// How many boxes lie around a point, or the sum of what belongs to them.
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

// What a ray meets of boxes: the nearest sphere in them, or how many.
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

}  // namespace warploom::synth
