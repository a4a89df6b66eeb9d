// Quantities derived from a velocity gradient: Q criterion, viscous stress, divergence, vorticity.
#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawVelocityGradient(Sketch& s) {
  const Type real = s.real();
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Val l = Read(s, mat, {"velocity_gradients", "grad_v", "grad_u"}, {"L", "G", "gv"});
  const Val d = Named(s, 0.5 * (l + Transposed(l)), {"D", "sym", "rate"});
  switch (s.rng().Below(4)) {
    case 0: {
      const Val w = Named(s, 0.5 * (l - Transposed(l)), {"W", "spin", "omega_t"});
      return Emit(s, 0.5 * (s.Call("ddot", {w, w}) - s.Call("ddot", {d, d})),
                  {"q_criterion", "vortex_out"});
    }
    case 1: {
      const Val rate = Named(s, s.Call("sqrt", {Known(2.0 * s.Call("ddot", {d, d}), 0.0, 1e3)}),
                             {"shear_rate", "gamma_dot", "rate_mag"});
      const Val nu = Coefficient(s, real, {"viscosity", "nu", "consistency"}, {0.01, 2.0});
      const Val eta =
          s.rng().Chance(0.5)
              ? nu * s.Call("pow", {Known(rate + 0.001, 1e-3, 10.0), s.DrawNumber(real, -0.5, 0.5)})
              : nu + Coefficient(s, real, {"tau_y", "yield_stress"}, {0.1, 1.0}) / (rate + 0.001);
      return Emit(s, 2.0 * eta * d, {"tau_out", "viscous_stress"});
    }
    case 2: {
      const Val div = Named(s, s.Call("trace", {l}), {"div", "divergence", "tr"});
      Emit(s, d - div / s.Real(n, real) * Identity(s, mat), {"dev_rate", "shear_out"});
      return Emit(s, -Coefficient(s, real, {"bulk", "k_bulk", "stiffness"}) * div,
                  {"pressure_out", "p_rate"});
    }
    default: {
      const Val spin =
          n == 3
              ? s.Make(lang::VecType(3, real.scalar),
                       {l.at(2, 1) - l.at(1, 2), l.at(0, 2) - l.at(2, 0), l.at(1, 0) - l.at(0, 1)})
              : l.at(1, 0) - l.at(0, 1);
      const Val vorticity = Named(s, spin, {"vorticity", "curl", "omega"});
      return Emit(s, n == 3 && s.rng().Chance(0.5) ? s.Call("length", {vorticity}) : vorticity,
                  {"vorticity_out", "enstrophy"});
    }
  }
}

}  // namespace

Motif VelocityGradientMotif() {
  return {.name = "velocity-gradient",
          .family = Family::kMatrix,
          .weight = 0.7,
          .draw = DrawVelocityGradient,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
