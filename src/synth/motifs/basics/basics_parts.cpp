#include "synth/motifs/basics/basics_parts.h"

#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"

namespace warploom::synth::motifs {

using lang::kInt;
using lang::Type;

Type DrawAnyType(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.real(), s.vec(3), s.vec(3), s.vec(2),
                            kInt,     kInt,     s.vec(4), s.mat(3), s.quat(), s.transform()};
  return s.rng().Choose(types);
}

Type DrawLinearType(Sketch& s) {
  const std::array types = {s.real(), s.real(), s.vec(3), s.vec(3), s.vec(2), s.mat(3), s.vec(4)};
  return s.rng().Choose(types);
}

}  // namespace warploom::synth::motifs
