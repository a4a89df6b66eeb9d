#include "synth/motifs/functions/native_parts.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "synth/kit/helper_functions.h"

namespace warploom::synth::motifs {

using lang::FuncId;
using lang::Type;

FuncId DefineNative(Sketch& s, std::string_view name, std::span<const Sketch::Param> params,
                    std::vector<Type> results, const std::string& snippet,
                    const std::string& adjoint, const std::string& replay) {
  std::vector<lang::VarId> vars;
  lang::Builder& b = s.builder();
  for (const Sketch::Param& param : params) {
    vars.push_back(b.AddVar(std::string(param.name), param.type));
  }
  const std::string unique = s.Fresh(name);
  b.OpenBlock();
  const FuncId id = b.AddFunction(unique, vars, std::move(results));
  const auto text = [&](const std::string& lines) {
    return lines.empty() ? lang::TextId{} : b.AddText(lines);
  };
  lang::Function& function = FunctionOf(s, id);
  function.native = {text(snippet), text(adjoint), text(replay)};
  function.annotate_results = true;
  return id;
}

Val CallNative(Sketch& s, FuncId function, std::span<const Val> args,
               const ValueRange& value_range) {
  std::vector<lang::ExprId> ids;
  ValueRange known = value_range;
  for (const Val& arg : args) {
    ids.push_back(arg.id);
    known.from_input = known.from_input || arg.range.from_input;
  }
  const lang::ExprId id = s.builder().UserCall(function, ids);
  return {&s, id, s.builder().type_of(id), known};
}

}  // namespace warploom::synth::motifs
