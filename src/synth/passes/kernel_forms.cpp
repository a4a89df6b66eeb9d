#include "synth/passes/kernel_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "lang/walk.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The file names many node kinds.

constexpr size_t kMaxFactoryNumbers = 4;

std::string LowerCase(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return text;
}

std::set<std::string> TakenNames(const Module& module) {
  std::set<std::string> names = {"float", "int", "bool", "min", "max", "abs", "range",  "len",
                                 "print", "wp",  "math", "np",  "in",  "is",  "lambda", "pass"};
  for (const Variable& variable : module.vars) {
    names.insert(variable.name);
  }
  for (const Function& function : module.functions) {
    names.insert(function.name);
  }
  return names;
}

// References by the body of the kernel and by everything else, indexed by id.
struct References {
  explicit References(size_t count) : in_kernel(count, 0), elsewhere(count, 0) {}
  std::vector<int> in_kernel;
  std::vector<int> elsewhere;

  bool IsOnlyInKernel(size_t id) const { return in_kernel[id] > 0 && elsewhere[id] == 0; }
};

References ConstantReferences(const Module& module) {
  References references(module.constants.size());
  const auto note = [&](std::vector<int>& counts, ExprId id) {
    if (const auto* ref = std::get_if<ConstRef>(&module[id].node)) {
      ++counts[ref->constant.value];
    }
  };
  const auto note_elsewhere = [&](ExprId id) { note(references.elsewhere, id); };
  for (const Function& function : module.functions) {
    const bool is_kernel = &function == &module.kernel_function();
    std::vector<int>& counts = is_kernel ? references.in_kernel : references.elsewhere;
    ForEachExprIn(module, function.body, [&](ExprId id) { note(counts, id); });
    for (const ExprId value : function.defaults) {
      ForEachExpr(module, value, note_elsewhere);
    }
  }
  for (const Constant& constant : module.constants) {
    ForEachExpr(module, constant.value, note_elsewhere);
  }
  return references;
}

References FunctionReferences(const Module& module) {
  References references(module.functions.size());
  for (const Function& function : module.functions) {
    const bool is_kernel = &function == &module.kernel_function();
    std::vector<int>& counts = is_kernel ? references.in_kernel : references.elsewhere;
    ForEachExprIn(module, function.body, [&](ExprId id) {
      if (const auto* call = std::get_if<UserCall>(&module[id].node)) {
        ++counts[call->function.value];
      } else if (const auto* callee = std::get_if<Callee>(&module[id].node);
                 callee != nullptr && callee->function.is_valid()) {
        ++counts[callee->function.value];
      }
    });
  }
  return references;
}

// Constants that are numbers and that only the kernel refers to.
std::vector<ConstId> NumbersOfKernel(const Module& module) {
  const References references = ConstantReferences(module);
  std::vector<ConstId> numbers;
  for (uint32_t i = 0; i < module.constants.size(); ++i) {
    const bool is_number = std::holds_alternative<Literal>(module[module.constants[i].value].node);
    if (is_number && references.IsOnlyInKernel(i)) {
      numbers.push_back({i});
    }
  }
  return numbers;
}

// The first helper that only the kernel calls; none if there is no such helper.
FuncId HelperOfKernel(const Module& module) {
  const References references = FunctionReferences(module);
  for (uint32_t i = 0; i + 1 < module.functions.size(); ++i) {
    if (references.IsOnlyInKernel(i) && IsPlainHelper(module, i)) {
      return {i};
    }
  }
  return {};
}

std::string DrawFactoryName(const std::string& kernel_name, Rng& rng) {
  const std::array<std::string, 5> names = {
      "create_kernel", "make_kernel", fmt::format("create_{}_kernel", kernel_name),
      fmt::format("make_{}", kernel_name), fmt::format("get_{}_kernel", kernel_name)};
  return rng.Choose(names);
}

}  // namespace

bool IsPlainHelper(const Module& module, size_t index) {
  const Function& function = module.functions[index];
  if (function.role != Function::Role::kPlain || function.native.snippet.is_valid() ||
      (function.ref_params | function.any_params) != 0) {
    return false;
  }
  return std::ranges::none_of(module.functions, [&](const Function& other) {
    return &other != &function && (other.name == function.name || other.of.value == index);
  });
}

void DrawGenericKernel(Module& module, Rng& rng) {
  Function& function = module.functions.back();
  const auto params = module[function.params];
  bool any_array = false;
  uint32_t mask = 0;
  const bool scalars = rng.Chance(0.6);
  for (size_t i = 0; i < params.size() && i < 32; ++i) {
    const Type type = module[params[i]].type;
    const bool is_array = type.is_regular_array() && type.element() == kFloat;
    any_array = any_array || is_array;
    // Literals in the code are float32, so no other type would do.
    mask |= is_array || (scalars && type == kFloat) ? 1U << i : 0U;
  }
  if (!any_array) {
    return;
  }
  function.any_params = mask;
  constexpr std::array kForms = {0.5, 0.3, 0.2};
  module.style.overload_form = static_cast<OverloadForm>(rng.Pick(kForms));
}

void DrawFactory(Module& module, Rng& rng) {
  const std::set<std::string> taken = TakenNames(module);
  Factory factory;
  std::vector<std::string> names;
  for (const ConstId id : NumbersOfKernel(module)) {
    std::string name = LowerCase(module[id].name);
    if (!taken.contains(name) && names.size() < kMaxFactoryNumbers) {
      factory.numbers.push_back(id);
      names.push_back(std::move(name));
    }
  }
  const FuncId function =
      rng.Chance(names.empty() ? 0.8 : 0.35) ? HelperOfKernel(module) : FuncId{};
  const std::string_view word =
      rng.Choose(std::array<std::string_view, 4>{"func", "fn", "f", "op"});
  if (function.is_valid() && !taken.contains(std::string(word)) &&
      std::ranges::find(names, word) == names.end()) {
    factory.function = function;
    factory.function_name = word;
  }
  if (names.empty() && !factory.function.is_valid()) {
    return;
  }
  for (size_t i = 0; i < names.size(); ++i) {
    Constant& constant = module.constants[factory.numbers[i].value];
    constant.name = names[i];
    constant.wrapped = false;
  }
  factory.name = DrawFactoryName(module.kernel_function().name, rng);
  module.factory = std::move(factory);
}

}  // namespace warploom::synth::passes
