#include "synth/motifs/arrays/slots_parts.h"

#include <cstdint>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"

namespace warploom::synth::motifs {

using lang::BinaryOp;

void Write(Sketch& s, const Val& part, const Val& value) {
  switch (s.rng().Below(3)) {
    case 0:
      return s.SetPart(part, value);
    case 1:
      return s.UpdatePart(part, BinaryOp::kAdd, value);
    default:
      return s.UpdatePart(part, BinaryOp::kSub, value);
  }
}

Val ComponentOf(Sketch& s, const Val& base, int count) {
  const auto index = static_cast<int>(s.rng().Below(static_cast<uint64_t>(count)));
  if (s.rng().Chance(0.5)) {
    return base[index];
  }
  switch (index) {
    case 0:
      return base.x();
    case 1:
      return base.y();
    case 2:
      return base.z();
    default:
      return base.w();
  }
}

void WriteMatrixPart(Sketch& s, const Val& element, int size) {
  const auto n = static_cast<uint64_t>(size);
  const auto row = static_cast<int>(s.rng().Below(n));
  const auto column = static_cast<int>(s.rng().Below(n));
  if (s.rng().Chance(0.25)) {
    return s.SetPart(element[row], s.Draw(s.vec(size), 1));
  }
  Write(s, element.at(row, column), s.Draw(s.real(), 1));
}

}  // namespace warploom::synth::motifs
