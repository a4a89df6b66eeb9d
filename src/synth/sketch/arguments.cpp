#include "synth/sketch/arguments.h"

#include <algorithm>

namespace warploom::synth {

using lang::ArgPlan;
using lang::Fill;
using lang::Type;
using lang::VarId;

Val Arguments::NewParam(Type type, std::string_view name, ArgPlan plan) {
  WARPLOOM_CHECK(draft_.in_kernel(),
                 "only a kernel can create arguments, a helper function cannot");
  ValueRange value_range = RangeOfFill(type, plan.fill, plan.low, plan.high);
  params_.push_back(draft_.builder.AddVar(names_.ParamName(name, type, plan.is_output), type));
  plans_.push_back(std::move(plan));
  return draft_.ValOf(params_.back(), value_range);
}

const ArgPlan& Arguments::PlanOf(const Val& param) const {
  const auto found = std::ranges::find(params_, draft_.VariableOf(param));
  WARPLOOM_CHECK(found != params_.end(), "only an argument has a plan");
  return plans_[static_cast<size_t>(found - params_.begin())];
}

VarId Arguments::FindShared(std::string_view name, Type type, const ArgPlan& wanted) const {
  for (size_t i = 0; i < earlier_ && !name.empty(); ++i) {
    const ArgPlan& plan = plans_[i];
    const lang::Variable& param = draft_.module[params_[i]];
    if (param.name == name && param.type == type && plan.fill == wanted.fill &&
        plan.shape == wanted.shape && !plan.is_output && plan.low >= wanted.low &&
        plan.high <= wanted.high) {
      return params_[i];
    }
  }
  return {};
}

bool Arguments::Has(VarId var) const { return std::ranges::find(params_, var) != params_.end(); }

Val Arguments::NewArg(Type type, double low, double high, std::string_view name, Fill fill) {
  const Role role = type.is_float() ? Role::kScalarArg
                    : type.is_vec() ? Role::kVectorArg
                                    : names::RoleOfLocal(type);
  const std::string_view chosen = name.empty() ? draft_.rng.Choose(style_.words(role)) : name;
  const bool rotates = type.is_quat() || type.is_transform();
  ArgPlan plan = {rotates ? Fill::kUnit : fill, low, high, {}, {}, false};
  Scope& scope = draft_.frames.front().scope;
  if (const VarId shared = FindShared(name, type, plan); shared.is_valid()) {
    return scope.Find(shared)->value;
  }
  const Val arg = NewParam(type, chosen, std::move(plan));
  ScopeEntry entry;
  entry.value = arg;
  entry.var = params_.back();
  scope.entries().insert(scope.entries().begin(), entry);
  return arg;
}

Val Arguments::SizeArg(int value, const Name& words) {
  const std::string_view name = words.Choose(draft_.rng);
  for (const SizeArgument& known : sizes_) {
    if (known.value == value && draft_.module[draft_.VariableOf(known.arg)].name == name) {
      return known.arg;
    }
  }
  const double exact = value;
  const Val arg = NewParam(lang::kInt, name, {Fill::kConstant, exact, exact, {}, {}, false});
  sizes_.push_back({value, arg});
  return arg;
}

Val Arguments::NewRecordArg(Type record, std::string_view name) {
  return NewParam(record, name,
                  {Fill::kFields, 0.0, 0.0, {}, records_.FieldPlans(record, false), false});
}

void Arguments::MarkOutputs(const Val& record) {
  const auto at = std::ranges::find(params_, draft_.VariableOf(record));
  WARPLOOM_CHECK(at != params_.end(), "only an argument has outputs");
  for (ArgPlan& field : plans_[static_cast<size_t>(at - params_.begin())].fields) {
    field.is_output = !field.shape.empty();
  }
}

std::vector<VarId> Arguments::FinishParams() {
  // Arrays, then scalars, then outputs; or scalars first; or in order of creation, outputs last.
  const size_t order_choice = draft_.rng.Below(3);
  const auto rank = [&](size_t i) {
    const bool is_array = draft_.module[params_[i]].type.is_array();
    const int output = plans_[i].is_output ? 4 : 0;
    return output + (order_choice == 0   ? (is_array ? 0 : 1)
                     : order_choice == 1 ? (is_array ? 1 : 0)
                                         : 0);
  };
  std::vector<size_t> order(params_.size());
  for (size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::ranges::sort(order, {}, [&](size_t i) { return std::pair(rank(i), i); });
  std::vector<VarId> vars;
  draft_.module.launch.args.clear();
  for (const size_t i : order) {
    vars.push_back(params_[i]);
    draft_.module.launch.args.push_back(plans_[i]);
  }
  return vars;
}

}  // namespace warploom::synth
