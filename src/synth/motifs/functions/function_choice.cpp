// Functions chosen at compile time: wp.static(f if FLAG else g)(x), wp.static((f, g)[MODE])(x),
// wp.static(g)(x), and one after the other in a loop, wp.static((f, g)[k])(x).
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

Val ItemOfFunctions(Sketch& s, std::span<const FuncId> functions, const Val& index) {
  lang::Builder& b = s.builder();
  std::vector<lang::ExprId> callees;
  for (const FuncId function : functions) {
    callees.push_back(b.Callee(function));
  }
  const lang::ExprId list = b.Tuple(callees);
  const lang::ExprId choice = b.Static(b.Subscript(list, {index.id}));
  return {&s, choice, lang::FunctionType(), {}};
}

void DrawFunctionLoop(Sketch& s, std::span<const FuncId> functions, const Val& x) {
  const Val sum = Accumulator(s, x.type, OneOf(s, {"acc", "total", "s"}));
  const auto count = static_cast<int64_t>(functions.size());
  s.For({"k", "j"}, Val{}, s.Int(count), 0, [&](const Val& k) {
    const Val callee = ItemOfFunctions(s, functions, k);
    Val total = sum;
    s.Update(total, lang::BinaryOp::kAdd, CallBy(s, callee, functions[0], std::array{x}));
  });
  s.Output(Shown(sum));
}

void DrawFunctionOfList(Sketch& s, std::span<const FuncId> functions, const Val& x) {
  const auto place = static_cast<size_t>(s.rng().Below(functions.size()));
  lang::Builder& b = s.builder();
  Val callee{&s, {}, lang::FunctionType(), {}};
  if (s.rng().Chance(0.4)) {
    callee.id = b.Static(b.Callee(functions[place]));
  } else {
    const Val index =
        s.NewConstant({"ORDER", "MODEL", "VARIANT", "MODE"}, s.Int(static_cast<int64_t>(place)));
    callee = ItemOfFunctions(s, functions, index);
  }
  s.Output(CallBy(s, callee, functions[place], std::array{x}));
}

void DrawFunctionChoice(Sketch& s) {
  const Type real = Precise(s);
  const FuncId first = DefineCurve(s, real, HelperName(s));
  const FuncId second = DefineCurve(s, real, HelperName(s));
  const std::array both = {first, second};
  const auto way = s.rng().Below(4);
  if (way < 2) {
    const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
    return way == 0 ? DrawFunctionLoop(s, both, x) : DrawFunctionOfList(s, both, x);
  }
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
          .weight = 1.6,
          .draw = DrawFunctionChoice};
}

}  // namespace warploom::synth::motifs
