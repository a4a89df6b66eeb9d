// A polynomial in Horner's form.
#include <cstdint>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

void DrawPolynomial(Sketch& s) {
  const lang::Type real = s.real();
  const Val x = s.Let(s.ThreadElement(s.InputArray(real)), "x");
  const auto degree = s.rng().Integer(2, 4);
  Val value = s.DrawNumber(real, -2.0, 2.0);
  for (int64_t i = 0; i < degree; ++i) {
    const Val coefficient =
        s.rng().Chance(0.3) ? s.NewArg(real, -1.0, 1.0) : s.DrawNumber(real, -4.0, 4.0);
    value = value * x + coefficient;
  }
  s.Output(value);
}

}  // namespace

Motif PolynomialMotif() {
  return {
      .name = "polynomial", .family = Family::kArithmetic, .weight = 1.0, .draw = DrawPolynomial};
}

}  // namespace warploom::synth::motifs
