#include "synth/sketch/helpers.h"

#include <algorithm>

namespace warploom::synth {

using lang::ExprId;
using lang::Type;
using lang::VarId;

Helpers::Info& Helpers::InfoOf(lang::FuncId helper) {
  const auto found = std::ranges::find(infos_, helper, &Info::id);
  WARPLOOM_CHECK(found != infos_.end(), "this sketch has no such helper");
  return *found;
}

lang::FuncId Helpers::DefineHelper(std::string_view name, std::span<const Param> params,
                                   const Body& body) {
  const std::string unique = names_.Fresh(name, Type{}, style_.words(Role::kHelper));
  draft_.frames.emplace_back();
  draft_.builder.OpenBlock();
  Info info;
  std::vector<VarId> vars;
  std::vector<Val> values;
  for (const Param& param : params) {
    vars.push_back(draft_.builder.AddVar(names_.Fresh(param.name, param.type, {}), param.type));
    ValueRange value_range = param.range;
    value_range.from_input = true;
    values.push_back(draft_.ValOf(vars.back(), value_range));
    draft_.AddToScope(values.back(), vars.back());
    info.params.push_back(param.type);
    info.param_ranges.push_back(param.range);
  }
  const std::vector<Val> results = body(values);
  std::vector<ExprId> ids;
  for (const Val& result : results) {
    ids.push_back(result.id);
    info.results.push_back(result.type);
    info.result_ranges.push_back(result.range);
  }
  if (!ids.empty()) {
    draft_.builder.Return(ids);
  }
  draft_.frames.pop_back();
  info.id = draft_.builder.AddFunction(unique, vars, info.results);
  infos_.push_back(info);
  return info.id;
}

Val Helpers::CallHelper(lang::FuncId helper, std::span<const Val> args) {
  const Info& info = InfoOf(helper);
  std::vector<ExprId> ids;
  ValueRange value_range = info.result_ranges.empty() ? ValueRange{} : info.result_ranges.front();
  value_range.from_input = false;
  for (size_t i = 0; i < args.size(); ++i) {
    const ValueRange& wanted = info.param_ranges[i];
    WARPLOOM_CHECK(lang::IsFloat(args[i].type.scalar) || !args[i].type.is_scalar() ||
                       args[i].range.IsWithin(wanted.low, wanted.high),
                   "an integer argument is outside the range of the helper's parameter");
    ids.push_back(args[i].id);
    value_range.from_input = value_range.from_input || args[i].range.from_input;
  }
  const ExprId id = draft_.builder.UserCall(helper, ids);
  return {draft_.sketch, id, draft_.builder.type_of(id), value_range};
}

std::vector<Val> Helpers::CallHelperAll(lang::FuncId helper, std::span<const Val> args,
                                        std::span<const std::string_view> names) {
  const Val call = CallHelper(helper, args);
  const Info& info = InfoOf(helper);
  std::vector<ValueRange> ranges = info.result_ranges;
  for (ValueRange& range : ranges) {
    range.from_input = call.range.from_input;
  }
  return variables_.Unpack(names, call, info.results, ranges);
}

}  // namespace warploom::synth
