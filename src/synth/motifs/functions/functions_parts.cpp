#include "synth/motifs/functions/functions_parts.h"

#include <array>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "synth/kit/helper_functions.h"

namespace warploom::synth::motifs {

lang::FuncId DefineRealFormula(Sketch& s) {
  static constexpr std::array<std::string_view, 9> kNames = {"x", "y", "a",  "b", "t",
                                                             "r", "h", "c0", "w"};
  std::vector<Sketch::Param> params;
  const size_t first = s.rng().Below(4);
  for (size_t i = 0; i < 2 + s.rng().Below(2); ++i) {
    params.push_back(RealParam(s, kNames[first + i]));
  }
  return s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
    Val value = s.Draw(s.real(), 2);
    if (s.rng().Chance(0.6)) {
      value = s.Let(value);
      value = s.Draw(s.real(), 1) * p[0] + value;
    }
    return {value};
  });
}

Val GradientOf(Sketch& s, lang::FuncId function, std::span<const Val> args, lang::Type type) {
  std::vector<lang::ExprId> ids;
  for (const Val& arg : args) {
    ids.push_back(arg.id);
  }
  const lang::UserCall call{
      .function = function, .args = {}, .callee = {}, .form = lang::UserCall::Form::kGrad};
  ValueRange value_range = Unknown(type);
  value_range.from_input = true;
  return {&s, s.builder().UserCall(call, ids, type), type, value_range};
}

Val ConstructLike(Sketch& s, lang::Type type, double value, lang::Construct::Spelling spelling,
                  const Val& like) {
  const std::array ids = {s.Real(value, lang::kFloat).id};
  const lang::ExprId id = s.builder().Construct(type, ids);
  auto& made = std::get<lang::Construct>(s.builder().module().exprs[id.value].node);
  made.spelling = spelling;
  made.like = like.id;
  return {&s, id, type, Unknown(type)};
}

}  // namespace warploom::synth::motifs
