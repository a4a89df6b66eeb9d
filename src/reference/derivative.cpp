#include "reference/derivative.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lang/walk.h"
#include "reference/expressions.h"
#include "reference/types.h"
#include "reference/unsupported.h"

namespace warploom::reference {
namespace {

using lang::ExprId;
using lang::FuncId;
using lang::Module;
using lang::Type;

// The differentiable builtins that helpers are drawn with. The native adjoint of some takes the
// result, too (builtins.py: require_original_output_arg).
struct KnownAdjoint {
  std::string_view name;
  bool takes_result;
};
constexpr std::array kAdjoints = {
    KnownAdjoint{"sin", false},   KnownAdjoint{"cos", false},       KnownAdjoint{"tanh", true},
    KnownAdjoint{"exp", true},    KnownAdjoint{"sqrt", true},       KnownAdjoint{"dot", false},
    KnownAdjoint{"length", true}, KnownAdjoint{"length_sq", false},
};

[[noreturn]] void ThrowUnsupported(std::string_view what) {
  throw Unsupported{fmt::format("wp.grad of {}", what)};
}

// Writes the derivative of one function: each operation a value of its own, then their adjoints,
// from the last to the first.
class DerivativeWriter {
 public:
  DerivativeWriter(const Module& module, const lang::BuiltinTable& builtins, FuncId id)
      : module_(module), id_(id), names_(module), exprs_(module, builtins, names_) {}

  std::string Write() {
    const lang::Function& function = module_[id_];
    RequirePlain(function);
    std::string params;
    std::string adjoints;
    std::vector<Type> types;
    for (const lang::VarId var : module_[function.params]) {
      const std::string name = names_.Of(var);
      const std::string type = CppType(module_, module_[var].type);
      params += fmt::format("{}{} {}", params.empty() ? "" : ", ", type, name);
      adjoints += (adjoints.empty() ? "adj_" : ", adj_") + name;
      forward_ += fmt::format("  {} adj_{}{{}};\n", type, name);
      values_[name] = name;
      types.push_back(module_[var].type);
    }
    for (const lang::StmtId stmt : module_[function.body]) {
      std::visit([&](const auto& s) { Visit(s); }, module_[stmt].node);
    }
    return fmt::format("static {} {}({}) {{\n{}{}  return {{{}}};\n}}\n",
                       types.size() == 1 ? CppType(module_, types[0]) : PackType(module_, types),
                       DerivativeName(module_, id_), params, forward_, backward_, adjoints);
  }

 private:
  void RequirePlain(const lang::Function& function) const {
    const bool has_own = std::ranges::any_of(module_.functions, [&](const lang::Function& other) {
      return other.role == lang::Function::Role::kGrad && other.of == id_;
    });
    if (function.native.snippet.is_valid() || has_own) {
      ThrowUnsupported("a function with a gradient or C++ of its own");
    }
    if (function.results.size() != 1) {
      ThrowUnsupported("several results");
    }
  }

  void Visit(const lang::Assign& s) {
    const std::string name = names_.Of(s.target);
    const bool is_name = std::holds_alternative<lang::VarRef>(module_[s.value].node);
    if (is_name || !values_.try_emplace(name, Value(s.value)).second) {
      ThrowUnsupported("variables that are copied or assigned again");
    }
  }
  void Visit(const lang::Return& s) {
    const ExprId value = module_[s.values][0];
    backward_ =
        fmt::format("  adj_{} += {}(1);\n", Value(value), CppType(module_, module_[value].type)) +
        backward_;
  }
  void Visit(const lang::Comment&) {}
  void Visit(const lang::BlankLine&) {}
  template <typename Stmt>
  void Visit(const Stmt&) {
    ThrowUnsupported("statements");
  }

  // The C++ variable that holds an expression's value; its adjoint has the prefix adj_.
  std::string Value(ExprId id) {
    const lang::Expr& expr = module_[id];
    if (const auto* variable = std::get_if<lang::VarRef>(&expr.node)) {
      const auto known = values_.find(names_.Of(variable->var));
      if (known == values_.end()) {
        ThrowUnsupported("a variable without a value");
      }
      return known->second;
    }
    if (const auto* binary = std::get_if<lang::Binary>(&expr.node)) {
      return Operator(*binary, expr.type);
    }
    if (const auto* component = std::get_if<lang::Component>(&expr.node)) {
      return Extracted(*component, expr.type);
    }
    if (const auto* call = std::get_if<lang::BuiltinCall>(&expr.node)) {
      return Builtin(*call, expr.type);
    }
    if (!std::holds_alternative<lang::Literal>(expr.node) &&
        !std::holds_alternative<lang::ConstRef>(expr.node)) {
      ThrowUnsupported("other expressions");
    }
    return Define(expr.type, exprs_.Write(id));
  }

  std::string Operator(const lang::Binary& e, Type type) {
    const bool is_known = e.op == lang::BinaryOp::kAdd || e.op == lang::BinaryOp::kSub ||
                          e.op == lang::BinaryOp::kMul;
    const std::string_view name = lang::Info(e.op).builtin;
    if (!type.is_scalar() || !is_known) {
      ThrowUnsupported(name);
    }
    const std::string left = Value(e.left);
    const std::string right = Value(e.right);
    std::string result = Define(
        type, exprs_.Binary(e.op, left, module_[e.left].type, right, module_[e.right].type, type));
    Reverse(name, {left, right}, {"adj_" + left, "adj_" + right}, result);
    return result;
  }

  std::string Extracted(const lang::Component& e, Type type) {
    if (!module_[e.base].type.is_vec()) {
      ThrowUnsupported("other expressions");
    }
    const std::string base = Value(e.base);
    const std::string index = std::to_string(e.index);
    std::string result = Define(type, fmt::format("{}.c[{}]", base, index));
    Reverse("extract", {base, index}, {"adj_" + base, "0"}, result);
    return result;
  }

  std::string Builtin(const lang::BuiltinCall& e, Type type) {
    const std::string_view name = exprs_.NameOf(e);
    const auto* known = std::ranges::find(kAdjoints, name, &KnownAdjoint::name);
    if (known == kAdjoints.end()) {
      ThrowUnsupported(name);
    }
    std::vector<std::string> args;
    std::vector<std::string> adjoints;
    for (const ExprId arg : module_[e.args]) {
      args.push_back(Value(arg));
      adjoints.push_back("adj_" + args.back());
    }
    std::string result = Define(type, fmt::format("wp::{}({})", name, fmt::join(args, ", ")));
    if (known->takes_result) {
      args.push_back(result);
    }
    Reverse(name, args, adjoints, result);
    return result;
  }

  // A new variable with a value, and its adjoint, which is zero.
  std::string Define(Type type, std::string_view value) {
    std::string name = fmt::format("wl_t{}", count_++);
    const std::string cpp_type = CppType(module_, type);
    forward_ += fmt::format("  {0} {1} = {2};\n  {0} adj_{1}{{}};\n", cpp_type, name, value);
    return name;
  }

  // Puts an adjoint before those of the operations that came earlier.
  void Reverse(std::string_view name, const std::vector<std::string>& args,
               const std::vector<std::string>& adjoints, std::string_view result) {
    backward_ = fmt::format("  wp::adj_{}({}, {}, adj_{});\n", name, fmt::join(args, ", "),
                            fmt::join(adjoints, ", "), result) +
                backward_;
  }

  const Module& module_;
  FuncId id_;
  Names names_;
  ExprWriter exprs_;
  std::map<std::string, std::string> values_;  // What holds the value of each variable of f.
  std::string forward_;
  std::string backward_;
  int count_ = 0;
};

}  // namespace

std::string DerivativeName(const Module& module, FuncId function) {
  return fmt::format("derivative_of_{}", FunctionName(module, function));
}

std::string Derivatives(const Module& module, const lang::BuiltinTable& builtins) {
  std::set<uint32_t> called;
  for (const lang::Function& function : module.functions) {
    lang::ForEachExprIn(module, function.body, [&](ExprId id) {
      const auto* call = std::get_if<lang::UserCall>(&module[id].node);
      if (call != nullptr && call->form == lang::UserCall::Form::kGrad) {
        called.insert(call->function.value);
      }
    });
  }
  std::string text;
  for (const uint32_t id : called) {
    text += DerivativeWriter(module, builtins, FuncId{id}).Write();
  }
  return text;
}

}  // namespace warploom::reference
