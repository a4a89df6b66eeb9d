// A function called through a local variable: op = f, then op(x).
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

void DrawFunctionAlias(Sketch& s) {
  const Type real = Precise(s);
  const FuncId function = DefineCurve(s, real, HelperName(s));
  const Val alias = s.Let(FunctionValue(s, function), {"curve", "fn", "op", "model"});
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  const Val first = CallBy(s, alias, function, std::array{x});
  if (s.rng().Chance(0.5)) {
    return s.Output(first);
  }
  const Val step = s.DrawNumber(real, 0.1, 1.0);
  s.Output(first - CallBy(s, alias, function, std::array{x - step}));
}

}  // namespace

Motif FunctionAliasMotif() {
  return {.name = "function-alias",
          .family = Family::kFunctions,
          .weight = 0.8,
          .draw = DrawFunctionAlias};
}

}  // namespace warploom::synth::motifs
