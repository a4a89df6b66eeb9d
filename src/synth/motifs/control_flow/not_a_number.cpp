#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// NaN as the value where a function is undefined.
void DrawNotANumber(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, OneOf(s, {"x", "ratio", "value"}));
  const Val limit = s.DrawNumber(real, 0.05, 0.4);
  const Val nan = s.Number(lang::NumberName::kNan, real);
  const std::string_view function = OneOf(s, {"log", "sqrt"});
  const auto formula = [&] { return s.Call(function, {Known(x, 0.05, 100.0)}) * s.Draw(real, 0); };
  if (s.rng().Chance(0.4)) {
    const Val value = formula();
    return s.Output(s.Select(x > limit, value, nan));
  }
  Val y = s.Let(nan, {"y", "result", "out_value"});
  s.Hide(y);
  s.If(x > limit, [&] { s.Set(y, formula()); });
  y.range.from_input = true;
  s.Hide(y, false);
  s.Output(y, {"out", "output", "values_out"});
}

}  // namespace

Motif NotANumberMotif() {
  return {.name = "not-a-number",
          .family = Family::kControlFlow,
          .weight = 0.3,
          .draw = DrawNotANumber};
}

}  // namespace warploom::synth::motifs
