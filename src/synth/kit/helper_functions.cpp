#include "synth/kit/helper_functions.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::FuncId;
using lang::Type;

std::vector<FuncId> DefineGeneric(Sketch& s, std::string_view name,
                                  std::span<const std::vector<Sketch::Param>> lists,
                                  const HelperBody& body) {
  std::vector<FuncId> functions;
  uint32_t mask = 0;
  for (const Params& params : lists) {
    for (size_t i = 0; i < params.size(); ++i) {
      mask |= params[i].type != lists[0][i].type ? 1U << i : 0U;
    }
    functions.push_back(s.DefineHelper(name, params, body));
    s.Hide(functions.back());
  }
  for (const FuncId id : functions) {
    lang::Function& function = FunctionOf(s, id);
    function.any_params = mask;
    if (id != functions[0]) {
      function.name = FunctionOf(s, functions[0]).name;
      function.role = lang::Function::Role::kInstance;
      function.of = functions[0];
    }
  }
  return functions;
}

FuncId DefineOverload(Sketch& s, FuncId other, std::span<const Sketch::Param> params,
                      const HelperBody& body) {
  const std::string name = FunctionOf(s, other).name;
  const FuncId id = s.DefineHelper(name, params, body);
  FunctionOf(s, id).name = name;
  return id;
}

Val CallBy(Sketch& s, const Val& callee, FuncId function, std::span<const Val> args) {
  std::vector<lang::ExprId> ids;
  bool from_input = false;
  for (const Val& arg : args) {
    ids.push_back(arg.id);
    from_input = from_input || arg.range.from_input;
  }
  const Type type = FunctionOf(s, function).results.front();
  const lang::UserCall call{.function = function, .args = {}, .callee = callee.id};
  ValueRange value_range = Unknown(type);
  value_range.from_input = from_input;
  return {&s, s.builder().UserCall(call, ids, type), type, value_range};
}

Val FunctionValue(Sketch& s, FuncId function) {
  return {&s, s.builder().Callee(function), lang::FunctionType(), {}};
}

FuncId DefineCurve(Sketch& s, Type real, std::string_view name) {
  const std::array params = {Sketch::Param{OneOf(s, {"x", "t", "u"}), real, Between(-10.0, 10.0)}};
  const FuncId id = s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
    const Val value = s.Draw(real, 2);
    return {s.rng().Chance(0.5) ? value : s.Draw(real, 1) * p[0] + value};
  });
  s.Hide(id);
  return id;
}

}  // namespace warploom::synth::kit
