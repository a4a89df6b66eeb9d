// Density in smoothed particle hydrodynamics: a weighted sum over neighbors, and optionally the
// pressure by an equation of state.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/simulation.h"
#include "synth/kit/smoothing_kernels.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// An equation of state.
Val PressureOf(Sketch& s, const Val& rho) {
  const Type real = rho.type;
  const Val rest = Coefficient(s, real, {"rest_density", "rho0", "density0"}, {0.5, 2.0});
  const Val stiffness = Coefficient(s, real, {"stiffness", "gas_constant", "k_p"}, {1.0, 50.0});
  switch (s.rng().Below(4)) {
    case 0:
      return stiffness * (rho - rest);
    case 1:
      return s.Call("max", {stiffness * (rho - rest), s.Real(0.0, real)});
    case 2: {
      const Val ratio = Known(Named(s, rho / rest, {"ratio", "compression"}), 1e-3, 4.0);
      const Val r2 = Named(s, ratio * ratio, {"r2", "ratio2"});
      return stiffness * (r2 * r2 * r2 * ratio - 1.0);
    }
    default: {
      const Val ratio = Known(rho / rest, 1e-3, 4.0);
      const Val gamma = s.DrawNumber(real, 2.0, 7.0);
      return stiffness * (s.Call("pow", {ratio, gamma}) - 1.0);
    }
  }
}

void DrawSphDensity(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = VecOf(real, s.rng().Chance(0.8) ? 3 : 2);
  const int n = s.dims()[0];
  const lang::FuncId weight = DefineSmoothing(s, real);
  const int positions = InputNamed(s, vec, {"x", "positions", "particle_x"}, {-1.0, 1.0});
  const bool equal = s.rng().Chance(0.5);
  const int masses = equal ? -1 : InputNamed(s, real, {"mass", "masses", "m"}, kPositiveFill);
  const Val mass = equal ? Arg(s, real, {"mass", "particle_mass"}) : Val{};
  const Val h = Arg(s, real, {"h", "smoothing_length", "support"}, {0.3, 1.0});
  const Val own = s.Thread(0);
  const Val xi = Named(s, s.ThreadElement(positions), {"xi", "p", "x_i"});
  const bool self = s.rng().Chance(0.5);
  Val first = s.Real(0.0, real);
  if (self) {
    first = s.CallHelper(weight, std::array{s.Real(0.0, real), h});
    first = equal ? first : s.ThreadElement(masses) * first;
  }
  Val rho = MutableNamed(s, first, {"rho", "density", "sum"});
  s.Hide(rho);
  const bool shaped = s.rng().Chance(0.35);
  ForEachNeighbor(s, own, n, [&](const Val& j) {
    const Val d = s.At(positions, {j}) - xi;
    Val r = s.Call("length", {s.rng().Chance(0.5) ? d : xi - s.At(positions, {j})});
    r = s.rng().Chance(0.6) ? Named(s, r, {"r", "dist"}) : r;
    Val term = s.CallHelper(weight, std::array{r, h});
    term = equal ? term : s.At(masses, {j}) * term;
    s.Update(rho, BinaryOp::kAdd, shaped ? term * s.Draw(real, 1) : term);
  });
  s.Hide(rho, false);
  const bool pressure = s.rng().Chance(0.65);
  Val density = equal ? mass * rho : rho;
  density = pressure ? Named(s, density, {"rho_i", "total", "dens"}) : density;
  OutputNamed(s, density, {"rho_out", "densities", "density_out"});
  if (pressure) {
    OutputNamed(s, PressureOf(s, density), {"pressure_out", "p_out", "pressures"});
  }
}

}  // namespace

Motif SphDensityMotif() {
  return {.name = "sph-density",
          .family = Family::kArrays,
          .weight = 0.8,
          .draw = DrawSphDensity,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
