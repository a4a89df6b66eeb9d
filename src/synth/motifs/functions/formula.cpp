// A scalar formula in a helper function, called once.
#include <algorithm>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/motifs/functions/functions_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

std::vector<Val> DrawArguments(Sketch& s, lang::FuncId helper, int depth) {
  const auto helpers = s.helpers();
  const auto info =
      std::find_if(helpers.begin(), helpers.end(), [&](const auto& h) { return h.id == helper; });
  const std::vector<Type> types = info->params;
  std::vector<Val> args;
  for (size_t i = 0; i < types.size(); ++i) {
    args.push_back(i == 0 ? s.DrawInput(types[i]) : s.Draw(types[i], depth));
  }
  return args;
}

void DrawFormulaCall(Sketch& s) {
  const lang::FuncId helper = DefineRealFormula(s);
  const Val value = s.Let(s.CallHelper(helper, DrawArguments(s, helper, 1)));
  s.Output(s.rng().Chance(0.5) ? value : s.Draw(s.real(), 1) + value);
}

}  // namespace

Motif FormulaMotif() {
  return {.name = "formula", .family = Family::kFunctions, .weight = 2.0, .draw = DrawFormulaCall};
}

}  // namespace warploom::synth::motifs
