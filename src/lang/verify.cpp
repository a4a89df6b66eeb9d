#include "lang/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lang/rules.h"
#include "lang/verify_state.h"

namespace warploom::lang {
namespace {

struct RuleInfo {
  std::string_view name;
  std::string_view text;
};
constexpr std::array kRules = {
#define WARPLOOM_VERIFY_RULE(Name, text) RuleInfo{#Name, text},
#include "lang/verify_rule.def"
};

void VerifyOptions(VerifyState& state, std::span<const Option> options, OptionScope place) {
  for (const Option& option : options) {
    const OptionInfo& info = Info(option.name);
    const bool anywhere = info.scope == OptionScope::kBoth && place != OptionScope::kConfig;
    state.Require(VerifyRule::kOptionScope, info.scope == place || anywhere, info.keyword);
  }
}

void VerifyDeclaration(VerifyState& state, const Function& function) {
  const Module& module = state.module;
  const auto params = module[function.params];
  const size_t defaults = function.defaults.size();
  state.Require(VerifyRule::kDefaultCount, defaults <= params.size());
  for (size_t i = 0; i < defaults && defaults <= params.size(); ++i) {
    const Variable& param = module[params[params.size() - defaults + i]];
    state.Require(VerifyRule::kDefaultType, state.TypeOf(function.defaults[i]) == param.type,
                  param.name);
  }
  const bool is_plain = function.role == Function::Role::kPlain;
  state.Require(VerifyRule::kFunctionOf,
                is_plain ? !function.of.is_valid()
                         : function.of.is_valid() && function.of.value < state.function_index);
  state.Require(VerifyRule::kNativeBody,
                !function.native.snippet.is_valid() || function.body.count == 0);
}

void VerifyFunction(VerifyState& state, const Function& function) {
  state.function = &function;
  state.assigned.assign(state.module.vars.size(), false);
  state.known_counters.assign(state.module.vars.size(), false);
  for (const VarId param : state.module[function.params]) {
    state.assigned[param.value] = true;
  }
  VerifyDeclaration(state, function);
  VerifyBlock(state, function.body);
  state.function = nullptr;
}

void VerifyModule(VerifyState& state) {
  const Module& module = state.module;
  for (const StructDef& definition : module.structs) {
    state.Require(VerifyRule::kStructField,
                  std::ranges::all_of(definition.fields, CanBeField, &StructField::type),
                  definition.name);
  }
  const Function& kernel = module.kernel_function();
  state.Require(VerifyRule::kLaunchArguments, module.launch.args.size() == kernel.params.count);
  state.Require(VerifyRule::kKernelResults, kernel.results.empty());
  VerifyOptions(state, module.kernel_options, OptionScope::kKernel);
  VerifyOptions(state, module.module_options, OptionScope::kModule);
  VerifyOptions(state, module.config_options, OptionScope::kConfig);
}

}  // namespace

std::string_view Name(VerifyRule rule) { return kRules[static_cast<size_t>(rule)].name; }
std::string_view Text(VerifyRule rule) { return kRules[static_cast<size_t>(rule)].text; }

std::vector<Violation> FindViolations(const Module& module, const BuiltinTable& builtins) {
  if (module.functions.empty()) {
    return {{VerifyRule::kHasKernel, "", ""}};
  }
  if (const std::string_view what = FirstIdOutOfRange(module, builtins); !what.empty()) {
    return {{VerifyRule::kIdInRange, "", std::string(what)}};
  }
  VerifyState state{module, builtins};
  for (const Function& function : module.functions) {
    VerifyFunction(state, function);
    ++state.function_index;
  }
  VerifyModule(state);
  return std::move(state.violations);
}

Status Verify(const Module& module, const BuiltinTable& builtins) {
  const std::vector<Violation> violations = FindViolations(module, builtins);
  if (violations.empty()) {
    return {};
  }
  const Violation& first = violations.front();
  return Fail(ErrorKind::kInternal,
              fmt::format("{}: {}{}{}", first.function.empty() ? "module" : first.function,
                          Text(first.rule), first.detail.empty() ? "" : ": ", first.detail));
}

}  // namespace warploom::lang
