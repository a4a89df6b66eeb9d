// A helper that changes an array element, which it receives by reference.
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

using lang::BinaryOp;
using lang::Type;

void DrawElementReference(Sketch& s) {
  const Type real = Precise(s);
  const bool is_vec = s.rng().Chance(0.5);
  const Type type = is_vec ? lang::VecType(3, real.scalar) : real;
  const std::array params = {Sketch::Param{"value", type, {}},
                             Sketch::Param{"amount", real, Between(-10.0, 10.0)}};
  const bool scales = s.rng().Chance(0.5);
  const lang::FuncId helper = s.DefineHelper(OneOf(s, {"damp", "decay", "bump", "relax"}), params,
                                             [&](std::span<const Val> p) -> std::vector<Val> {
                                               Val value = p[0];
                                               if (scales) {
                                                 s.Set(value, value * p[1]);
                                               } else if (is_vec) {
                                                 s.SetPart(value.y(), value.y() - p[1]);
                                               } else {
                                                 s.Update(value, BinaryOp::kAdd, p[1]);
                                               }
                                               return {};
                                             });
  s.Hide(helper);
  FunctionOf(s, helper).ref_params = 1U;
  const int state = InPlace(s, type, {}, OneOf(s, {"state", "values", "levels"}));
  const Val amount = s.real() == real ? s.Draw(real, 1) : s.DrawNumber(real, 0.1, 0.9);
  s.Do(s.CallHelper(helper, std::array{s.ThreadElement(state), amount}));
}

}  // namespace

Motif ElementReferenceMotif() {
  return {.name = "element-reference",
          .family = Family::kFunctions,
          .weight = 0.6,
          .draw = DrawElementReference};
}

}  // namespace warploom::synth::motifs
