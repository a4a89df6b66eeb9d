#include <algorithm>
#include <span>
#include <string_view>
#include <variant>

#include "lang/math_source.h"
#include "lang/rules.h"
#include "print/expr_visitor.h"
#include "print/type_printer.h"

namespace warploom::print {

using lang::ExprId;
using lang::Type;

namespace {

// Builtins that kernels call by the name of Python's own function.
bool IsPythonName(std::string_view name) {
  return name == "print" || name == "len" || name == "float" || name == "int" || name == "bool";
}

}  // namespace

// (a, b, scale=2.0)
template <typename NameOfParameter>
void ExprVisitor::PrintArguments(lang::ExprList args, size_t by_position,
                                 NameOfParameter&& name_of) {
  out_.OpenBracket('(');
  const auto ids = module_[args];
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) {
      out_.Comma();
    }
    if (i >= by_position) {
      out_.Append(name_of(i), "=");
    }
    Print(ids[i]);
  }
  out_.CloseBracket(')');
}

void ExprVisitor::Visit(const lang::BuiltinCall& e, Type type, Place) {
  const lang::Call& call = builtins_.call(e.call);
  const std::string_view name = builtins_.name(call.name);
  const auto& overload = builtins_.overload(call.overload);
  if (overload.takes_dtype && !call.result.is_void() && !HasDtypeArgument(e)) {
    PrintDtypeCall(e, name, type);
    return;
  }
  out_.Append(IsPythonName(name) ? "" : PrefixOf(SourceOf(module_, builtins_, e)), name);
  PrintArguments(e.args, e.by_position, [&](size_t i) { return lang::ParameterName(overload, i); });
}

// wp.identity(n=3, dtype=float). The dtype is the scalar type for a matrix, else the whole type.
void ExprVisitor::PrintDtypeCall(const lang::BuiltinCall& e, std::string_view name, Type type) {
  const bool is_identity = name == "identity";
  out_.Append("wp.", name);
  out_.OpenBracket('(');
  out_.Append(is_identity && module_.style.array_nd_names ? "n=" : "");
  PrintItems(module_[e.args]);
  out_.Comma();
  out_.Append("dtype=");
  // A texture accepts only Python's name of float32 (builtins.py: texture_sample).
  if (name == "texture_sample" && type == lang::kFloat) {
    out_.Append("float");
  } else {
    AppendType(out_, module_, is_identity ? lang::ScalarType(type.scalar) : type);
  }
  out_.CloseBracket(')');
}

bool ExprVisitor::HasDtypeArgument(const lang::BuiltinCall& e) const {
  return std::ranges::any_of(module_[e.args], [&](ExprId id) {
    const auto* keyword = std::get_if<lang::Keyword>(&module_[id].node);
    return keyword != nullptr && keyword->name == lang::KeywordName::kDtype;
  });
}

// A helper that is passed to the kernel's factory is called by the parameter's name.
std::string_view ExprVisitor::NameOf(lang::FuncId function) const {
  const lang::Factory& factory = module_.factory;
  return factory.is_set() && factory.function == function ? factory.function_name
                                                          : module_[function].name;
}

void ExprVisitor::Visit(const lang::Callee& e, Type, Place) {
  if (e.builtin.is_valid()) {
    out_.Append("wp.", builtins_.name(e.builtin));
  } else {
    out_.Append(NameOf(e.function));
  }
}

void ExprVisitor::Visit(const lang::UserCall& e, Type, Place place) {
  const auto print_callee = [&] {
    if (e.callee.is_valid()) {
      Print(e.callee, kAtom);
    } else {
      out_.Append(NameOf(e.function));
    }
  };
  switch (e.form) {
    case lang::UserCall::Form::kOperator:
      PrintInfix(OperatorOf(e), module_[e.args][0], module_[e.args][1], place);
      return;
    case lang::UserCall::Form::kGrad:
      out_.Append("wp.grad");
      out_.OpenBracket('(');
      print_callee();
      out_.CloseBracket(')');
      break;
    case lang::UserCall::Form::kCall:
      print_callee();
      break;
  }
  PrintUserArguments(e);
}

// Omits arguments that are their parameter's default.
void ExprVisitor::PrintUserArguments(const lang::UserCall& e) {
  const lang::Function& function = module_[e.function];
  const bool is_instance = function.role == lang::Function::Role::kInstance;
  const auto params = module_[is_instance ? module_[function.of].params : function.params];
  const size_t first_default = params.size() - function.defaults.size();
  const auto args = module_[e.args];
  bool is_first = true;
  out_.OpenBracket('(');
  for (size_t i = 0; i < args.size(); ++i) {
    if (i >= first_default && function.defaults[i - first_default] == args[i]) {
      continue;
    }
    if (!is_first) {
      out_.Comma();
    }
    is_first = false;
    if (i >= e.by_position) {
      out_.Append(module_[params[i]].name, "=");
    }
    Print(args[i]);
  }
  out_.CloseBracket(')');
}

void ExprVisitor::Visit(const lang::Construct& e, Type type, Place) {
  switch (e.spelling) {
    case lang::Construct::Spelling::kName:
      // Only this name accepts two halves (builtins.py: spatial_vector).
      if (type == lang::kSpatialVec && e.args.count == 2) {
        out_.Append("wp.spatial_vector");
        break;
      }
      AppendType(out_, module_, type);
      if (e.starred > 0) {
        PrintStarred(module_[e.args], e.starred);
        return;
      }
      PrintArguments(e.args, e.by_position, [&](size_t i) -> std::string_view {
        return module_.struct_of(type).fields[i].name;
      });
      return;
    case lang::Construct::Spelling::kTypeOf:
      out_.Append("type");
      out_.OpenBracket('(');
      Print(e.like);
      out_.CloseBracket(')');
      break;
    case lang::Construct::Spelling::kDtype:
      Print(e.like, kAtom);
      out_.Append(".dtype");
      break;
  }
  out_.OpenBracket('(');
  PrintItems(module_[e.args]);
  out_.CloseBracket(')');
}

// (*v, 1.0)
void ExprVisitor::PrintStarred(std::span<const ExprId> parts, size_t starred) {
  out_.OpenBracket('(');
  out_.Append("*");
  Print(std::get<lang::Component>(module_[parts[0]].node).base);
  for (const ExprId part : parts.subspan(starred)) {
    out_.Comma();
    Print(part);
  }
  out_.CloseBracket(')');
}

void ExprVisitor::Visit(const lang::LocalArray& e, Type type, Place) {
  const bool has_source = e.source.is_valid();
  out_.Append(has_source ? "wp.array" : "wp.zeros");
  out_.OpenBracket('(');
  if (has_source) {
    out_.Append("ptr=");
    Print(e.source, kAtom);
    out_.Append(".ptr");
    out_.Comma();
  }
  out_.Append("shape=");
  if (e.shape.count == 1 && !has_source) {
    PrintItems(module_[e.shape]);
  } else {
    PrintTuple(e.shape);
  }
  out_.Comma();
  out_.Append("dtype=");
  AppendType(out_, module_, type.element());
  out_.CloseBracket(')');
}

void ExprVisitor::Visit(const lang::Keyword& e, Type, Place) {
  if (!e.is_bare) {
    out_.Append(lang::Info(e.name).keyword, "=");
  }
  Print(e.value);
}

}  // namespace warploom::print
