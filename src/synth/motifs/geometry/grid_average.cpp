#include "synth/kit/arguments.h"
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

// A quantity averaged over neighbors: velocities of a flow or flock, colors, temperatures.
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
  StoreSum(s, one, blends ? own + (mean - own) * rate : mean, {"smoothed", "v_out", "values_out"});
}

}  // namespace

Motif GridAverageMotif() {
  return {.name = "grid-average",
          .family = Family::kGeometry,
          .weight = 0.8,
          .draw = DrawGridAverage,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
