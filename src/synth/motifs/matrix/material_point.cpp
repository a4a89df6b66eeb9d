// One particle of the material point method: its deformation gradient advanced by the velocity
// gradient, or the momentum that it gives to a grid node (APIC).
#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawMaterialPoint(Sketch& s) {
  const Type real = s.real();
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val c = Read(s, mat, {"particle_C", "affine", "C_in"}, {"C", "B", "Cp"});
  if (s.rng().Chance(0.5)) {
    const State f = ReadState(s, mat, {"particle_F", "F_state", "deformation"}, {"F", "Fp"});
    const Val next = Named(s, Product(Identity(s, mat) + TimeStep(s, real) * c, f.value),
                           {"F_new", "F_trial", "F1"});
    if (s.rng().Chance(0.5)) {
      Emit(
          s,
          s.Call("determinant", {next}) * Coefficient(s, real, {"p_vol", "rest_volume", "volume0"}),
          {"volumes_out", "J_out"});
    }
    return WriteState(s, f, next, {"F_out", "particle_F_out"});
  }
  const Val v = Read(s, vec, {"velocities", "particle_v", "v_in"}, {"v", "vp"});
  const Val x = Read(s, vec, {"positions", "particle_x", "x_in"}, {"x", "xp"});
  const Val node = s.rng().Chance(0.5)
                       ? Read(s, vec, {"node_positions", "grid_x", "nodes"}, {"xg", "node"})
                       : s.Draw(vec, 1);
  const Val weight = Coefficient(s, real, {"weights", "mass", "w"}, {0.05, 1.0});
  const Val dpos = Named(s, node - x, {"dpos", "d", "r"});
  const Val momentum = Named(s, weight * (v + Product(c, dpos)), {"mv", "momentum", "contrib"});
  Emit(s, momentum, {"grid_v", "momentum_out"});
  if (s.rng().Chance(0.5)) {
    Emit(s, s.Call("outer", {momentum, dpos}) * (4.0 * s.DrawNumber(real, 0.5, 4.0)),
         {"affine_out", "B_out"});
  }
}

}  // namespace

Motif MaterialPointMotif() {
  return {.name = "material-point",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawMaterialPoint,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
