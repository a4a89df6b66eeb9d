#include <array>
#include <cstdint>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/motifs/arrays/slots_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Updates a few components of a vec, matrix or quaternion in an array.
void DrawElementParts(Sketch& s) {
  const int size = s.rng().Choose(std::array{2, 3, 3, 4});
  const auto kind = s.rng().Below(4);
  const Type type = kind == 0 ? s.mat(size) : kind == 1 ? s.quat() : s.vec(size);
  const int state = InPlace(s, type, {},
                            type.is_vec() ? OneOf(s, {"positions", "velocities", "v"})
                                          : OneOf(s, {"frames", "blocks", "states"}));
  const auto writes = s.rng().Integer(1, 3);
  for (int64_t k = 0; k < writes; ++k) {
    const Val element = s.ThreadElement(state);
    if (type.is_mat()) {
      WriteMatrixPart(s, element, size);
    } else {
      const Val part = ComponentOf(s, element, type.is_quat() ? 4 : size);
      Write(s, part, s.Draw(s.real(), 1));
    }
  }
}

}  // namespace

Motif ElementPartsMotif() {
  return {
      .name = "element-parts", .family = Family::kArrays, .weight = 1.0, .draw = DrawElementParts};
}

}  // namespace warploom::synth::motifs
