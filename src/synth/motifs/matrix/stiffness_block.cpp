// One block of the stiffness matrix of a spring or contact: stored, added to a mass matrix for
// implicit integration, or multiplied by a vector.
#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawStiffnessBlock(Sketch& s) {
  const Type real = s.real();
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val d = s.rng().Chance(0.6)
                    ? Named(s,
                            Minus({Read(s, vec, {"positions_i", "xi", "ends_a"}, {"xi", "pa"}),
                                   Read(s, vec, {"positions_j", "xj", "ends_b"}, {"xj", "pb"})}),
                            {"d", "xij", "diff"})
                    : Read(s, vec, {"edge_vectors", "edges", "dx"}, {"d", "e", "xij"});
  const Val ke = Coefficient(s, real, {"ke", "stiffness", "k"}, {1.0, 50.0});
  const Val l = Named(s, s.Call("length", {d}), {"l", "len_d", "dist"});
  const Val dir = Named(s, d / l, {"n", "dir", "u"});
  const Val nn = Named(s, s.Call("outer", {dir, dir}), {"nn", "N", "dd"});
  const Val eye = Eye(s, mat);
  Val block;
  switch (s.rng().Below(3)) {
    case 0: {
      const Val rest = Coefficient(s, real, {"rest_lengths", "rest", "L0"});
      const Val ratio =
          s.rng().Chance(0.5) ? s.Call("max", {1.0 - rest / l, s.Real(0.0, real)}) : 1.0 - rest / l;
      block = ke * (nn + ratio * (eye - nn));
      break;
    }
    case 1:
      block = ke * nn + Coefficient(s, real, {"kd", "damping"}, {0.01, 2.0}) * eye;
      break;
    default:
      block = ke * nn + Coefficient(s, real, {"kt", "tangent_stiffness"}, {0.1, 5.0}) * (eye - nn);
      break;
  }
  const Val k = Named(s, block, {"K", "H", "block"});
  if (s.rng().Chance(0.4)) {
    return Emit(s, k, {"stiffness_blocks", "hessians_out", "K_out"});
  }
  const Val dt = TimeStep(s, real);
  if (s.rng().Chance(0.5)) {
    return Emit(s, Coefficient(s, real, {"mass", "masses"}) * eye + dt * dt * k,
                {"lhs", "system", "A_out"});
  }
  Emit(s, -(Product(k, Read(s, vec, {"deltas", "dx_in", "p_vec"}, {"dx", "p"}))),
       {"Ap", "df", "forces_out"});
}

}  // namespace

Motif StiffnessBlockMotif() {
  return {.name = "stiffness-block",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawStiffnessBlock,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
