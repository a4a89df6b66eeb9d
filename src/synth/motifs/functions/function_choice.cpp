// One of two functions, chosen at compile time by a constant: wp.static(f if FLAG else g)(x).
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

void DrawFunctionChoice(Sketch& s) {
  const Type real = Precise(s);
  const FuncId first = DefineCurve(s, real, HelperName(s));
  const FuncId second = DefineCurve(s, real, HelperName(s));
  const bool flag = s.rng().Chance(0.6);
  const Val constant =
      flag ? s.NewConstant({"USE_SMOOTH", "USE_FAST", "QUADRATIC", "SOFT"},
                           s.Bool(s.rng().Chance(0.5)))
           : s.NewConstant({"ORDER", "MODEL", "VARIANT"}, s.Int(s.rng().Integer(1, 3)));
  const Val test = flag ? constant : constant > s.Int(1);
  const bool takes_first = flag ? constant.range.low > 0.0 : constant.range.low > 1.0;
  lang::Builder& b = s.builder();
  const lang::ExprId choice = b.Static(b.Ternary(test.id, b.Callee(first), b.Callee(second)));
  const Val callee{&s, choice, lang::FunctionType(), {}};
  const Val x = s.Convert(s.DrawInput(s.real()), real);
  const Val value = CallBy(s, callee, takes_first ? first : second, std::array{x});
  s.Output(s.rng().Chance(0.5) ? value * s.Draw(real, 1) : value);
}

}  // namespace

Motif FunctionChoiceMotif() {
  return {.name = "function-choice",
          .family = Family::kFunctions,
          .weight = 0.8,
          .draw = DrawFunctionChoice};
}

}  // namespace warploom::synth::motifs
