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

// The density at a particle, and the resulting pressure.
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
    StoreSum(s, one, stiff * s.Call("max", {density - rest, Single(s, 0.0)}),
             {"pressure", "particle_p", "p_out"});
  }
  StoreSum(s, one, density, {"particle_rho", "densities", "rho_out"});
}

}  // namespace

Motif GridDensityMotif() {
  return {.name = "grid-density",
          .family = Family::kGeometry,
          .weight = 1.0,
          .draw = DrawGridDensity,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
