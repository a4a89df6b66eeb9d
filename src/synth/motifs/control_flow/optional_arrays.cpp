#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// if weights: ... if residual_out: ... An omitted array is null, hence false.
void DrawOptionalArrays(Sketch& s) {
  const Type real = s.real();
  Val x = s.Mutable(s.ThreadElement(s.InputArray(real)), {"y", "value", "r"});
  const bool weighted = s.rng().Chance(0.7);
  if (weighted) {
    const int weights = Input(s, real, {}, OneOf(s, {"weights", "scales", "mask", "gains"}));
    s.If(s.ArrayRef(weights), [&] {
      const Val weight = s.ThreadElement(weights);
      s.rng().Chance(0.6) ? s.Update(x, BinaryOp::kMul, weight)
                          : s.Set(x, x * weight + s.Draw(real, 0));
    });
  }
  s.Output(x, s.rng().Chance(0.5) ? OneOf(s, {"out", "output", "result_out"}) : "");
  if (!weighted || s.rng().Chance(0.4)) {
    const int extra = OutputArray(s, real, {}, OneOf(s, {"residual_out", "squared", "debug_out"}));
    s.If(s.ArrayRef(extra), [&] { s.StoreThreadElement(extra, s.Draw(real, 2)); });
  }
}

}  // namespace

Motif OptionalArraysMotif() {
  return {.name = "optional-arrays",
          .family = Family::kControlFlow,
          .weight = 0.8,
          .draw = DrawOptionalArrays};
}

}  // namespace warploom::synth::motifs
