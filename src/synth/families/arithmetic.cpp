// Arithmetic: element-wise formulas on the thread's own slots.
#include <array>

#include "synth/families/families.h"

namespace warploom::synth {
namespace {

// out[i] = a * x[i] + y[i], with an expression for each part.
void DrawScaledSum(Sketch& s) {
  const lang::Type real = s.real();
  const Val scale = s.rng().Chance(0.7) ? s.NewArg(real, 0.1, 2.0) : s.Draw(real, 1);
  const Val x = s.Own(s.InputArray(real));
  const Val rest = s.Draw(real, s.DrawDepth());
  s.Output(scale * x + rest);
}

// A few named steps, each from the ones before, and the last one stored.
void DrawSteps(Sketch& s) {
  const lang::Type real = s.real();
  const auto count = s.rng().Between(2, 4);
  Val last = s.Let(s.Own(s.InputArray(real)));
  for (int64_t i = 0; i < count; ++i) {
    last = s.Let(s.Draw(real, s.DrawDepth()));
  }
  s.Output(last);
}

// A polynomial in Horner's form.
void DrawPolynomial(Sketch& s) {
  const lang::Type real = s.real();
  const Val x = s.Let(s.Own(s.InputArray(real)), "x");
  const auto degree = s.rng().Between(2, 4);
  Val value = s.DrawNumber(real, -2.0, 2.0);
  for (int64_t i = 0; i < degree; ++i) {
    const Val coefficient =
        s.rng().Chance(0.3) ? s.NewArg(real, -1.0, 1.0) : s.DrawNumber(real, -4.0, 4.0);
    value = value * x + coefficient;
  }
  s.Output(value);
}

// Blends two inputs by a weight.
void DrawBlend(Sketch& s) {
  const lang::Type real = s.real();
  const Val a = s.Let(s.Draw(real, 1));
  const Val b = s.Let(s.Own(s.InputArray(real)));
  const Val t = s.NewArg(real, 0.0, 1.0, "alpha");
  s.Output(s.rng().Chance(0.5) ? (1.0 - t) * a + t * b : s.Call("lerp", {a, b, t}));
}

constexpr std::array kMotifs = {
    Motif{"scaled-sum", 2.0, DrawScaledSum},
    Motif{"steps", 4.0, DrawSteps},
    Motif{"polynomial", 1.0, DrawPolynomial},
    Motif{"blend", 1.0, DrawBlend},
};

}  // namespace

Family ArithmeticFamily() {
  return {"arithmetic", "element-wise formulas on scalars", 1.0, 1, 4, kMotifs};
}

}  // namespace warploom::synth
