#include "synth/motifs/vector/vector_parts.h"

#include "synth/kit/arguments.h"
#include "synth/kit/vectors.h"

namespace warploom::synth::motifs {

using lang::Type;

Val ParticleGravity(Sketch& s, Type vec) {
  if (s.rng().Chance(0.7)) {
    return Arg(s, vec, {"gravity", "g", "external_acc"}, {-10.0, 10.0});
  }
  const Val zero = s.Real(0.0, lang::ScalarType(vec.scalar));
  const Val down = s.rng().Chance(0.5) ? s.NumberLike(zero, -9.81)
                                       : -Arg(s, s.real(), {"g", "gravity_mag"}, {1.0, 10.0});
  return vec.rows == 2 ? s.Make(vec, {zero, down}) : s.Make(vec, {zero, down, zero});
}

}  // namespace warploom::synth::motifs
