// Components of a vector or matrix by negative subscripts: v[-1], m[-1, -2].
#include <array>
#include <cstdint>

#include "synth/kit/arrays.h"
#include "synth/kit/helper_functions.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::ExprId;
using lang::Type;

void DrawLastComponents(Sketch& s) {
  const Type real = s.real();
  const int size = s.rng().Choose(std::array{2, 3, 4});
  const bool is_mat = s.rng().Chance(0.3);
  const Val v = s.Let(s.DrawInput(is_mat ? s.mat(size) : s.vec(size)));
  const auto last = [&](int64_t back) {
    const ExprId index = s.Int(-back).id;
    const ExprId id = is_mat ? s.builder().Subscript(v.id, {index, s.Int(-1).id})
                             : s.builder().Subscript(v.id, {index});
    return Val{&s, id, real, v.range};
  };
  const Val first = last(1);
  const Val second = last(s.rng().Integer(1, size));
  const Val factor = s.Draw(real, 1);
  s.Output(s.rng().Chance(0.5) ? first * factor + second : factor - first * second);
}

}  // namespace

Motif LastComponentsMotif() {
  return {.name = "last-components",
          .family = Family::kFunctions,
          .weight = 0.6,
          .draw = DrawLastComponents};
}

}  // namespace warploom::synth::motifs
