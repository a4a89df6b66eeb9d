// x[i] = value
#include "synth/kit/arguments.h"
#include "synth/motifs/basics/basics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawFill(Sketch& s) {
  const Type type = DrawAnyType(s);
  s.Output(Arg(s, type, {"value", "val", "fill_value", "initial", "constant"}, {-2.0, 2.0}),
           {"dst", "out", "x", "data", "values", ""});
}

}  // namespace

Motif FillMotif() {
  return {.name = "fill", .family = Family::kBasics, .weight = 0.5, .draw = DrawFill};
}

}  // namespace warploom::synth::motifs
