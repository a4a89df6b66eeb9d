#include "synth/motifs/matrix/solves_parts.h"

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"

namespace warploom::synth::motifs {

using lang::Type;

Val ReadMatrix(Sketch& s, Type mat) {
  return Read(s, mat, {"mats", "blocks", "hessians", "A_in", "jacobians"}, {"A", "M", "H", "J"});
}

Val ReadSystem(Sketch& s, Type mat) {
  const Type real = lang::ScalarType(mat.scalar);
  const Val m = ReadMatrix(s, mat);
  const Val shift = Coefficient(s, real, {"damping", "lam", "regularization", "shift"}, {0.5, 5.0});
  const Val square = s.rng().Chance(0.5) ? Product(Transposed(m), m) : 0.5 * (m + Transposed(m));
  return Named(s, square + shift * Identity(s, mat), {"S", "lhs", "JtJ", "K"});
}

}  // namespace warploom::synth::motifs
