// dst[i] = src[i], sometimes converted to another type.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/motifs/basics/basics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

void DrawCopy(Sketch& s) {
  const Type type = s.rng().Chance(0.3) ? kInt : DrawAnyType(s);
  const Val value = s.ThreadElement(InputNamed(s, type, {"src", "source", "x", "values", "a"}));
  const bool converts = type.is_scalar() && s.rng().Chance(0.5);
  const Type other = type == kInt ? lang::kFloat
                     : type.scalar == lang::Scalar::kFloat64
                         ? lang::kFloat
                         : lang::ScalarType(lang::Scalar::kFloat64);
  s.Output(converts ? s.Convert(value, other) : value, {"dst", "out", "copy", "y", "b"});
}

}  // namespace

Motif CopyMotif() {
  return {.name = "copy", .family = Family::kBasics, .weight = 0.6, .draw = DrawCopy};
}

}  // namespace warploom::synth::motifs
