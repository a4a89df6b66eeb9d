#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/check.h"
#include "lang/function_list.h"
#include "reference/derivative.h"
#include "reference/expressions.h"
#include "reference/python_numbers.h"
#include "reference/types.h"
#include "reference/unsupported.h"

// Calls of builtins, of the module's functions and of constructors.
namespace warploom::reference {

using lang::ExprId;
using lang::Type;

std::string FunctionName(const lang::Module& module, lang::FuncId function) {
  return fmt::format("fn{}_{}", function.value, module[function].name);
}

namespace {

// The parameters of "clamp(x: float32, low: float32 = -1.0)", each with its default.
std::vector<std::string_view> ParametersOf(std::string_view signature) {
  std::vector<std::string_view> parameters;
  int depth = 0;
  size_t begin = signature.find('(') + 1;
  for (size_t at = begin; at < signature.size(); ++at) {
    const char c = signature[at];
    if (depth == 0 && (c == ',' || c == ')')) {
      parameters.push_back(signature.substr(begin, at - begin));
      begin = at + 2;
    }
    depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
  }
  return parameters;
}

// -1, inf, uint32(1)
std::string CppDefault(std::string_view value) {
  if (value == "inf") {
    return "__builtin_inf()";
  }
  return (value.find('(') == std::string_view::npos ? "" : "wp::") + std::string(value);
}

// Parameters that the author leaves to their defaults are arguments of Warp's native functions.
std::string DefaultsBehind(const lang::Overload& overload, size_t given) {
  std::string text;
  for (const std::string_view parameter : ParametersOf(overload.signature)) {
    if (overload.takes_dtype && parameter.starts_with("dtype:")) {
      continue;
    }
    const size_t equals = parameter.find(" = ");
    if (given > 0) {
      --given;
    } else if (equals != std::string_view::npos) {
      text += fmt::format(", {}", CppDefault(parameter.substr(equals + 3)));
    }
  }
  return text;
}

// Constructors have the names of templates: wp::vec_t, wp::quat_t.
bool IsConstructor(std::string_view native_name) {
  return native_name == "wp::vec_t" || native_name == "wp::mat_t" || native_name == "wp::quat_t" ||
         native_name == "wp::transform_t";
}

// wp.float64(0.1), wp.float64(wp.pi): Python's number is converted, not one of float32 (codegen.py:
// add_call, for types of 64 bits).
bool IsPythonNumber(const lang::Module& module, ExprId id) {
  const lang::ExprNode& node = module[id].node;
  const Type type = module[id].type;
  return (type.is_int() || type.is_float()) && (std::holds_alternative<lang::Literal>(node) ||
                                                std::holds_alternative<lang::NamedNumber>(node) ||
                                                std::holds_alternative<lang::ConstRef>(node));
}

// The C++ name of what a call of this form calls.
std::string CalledName(const lang::Module& module, lang::UserCall::Form form,
                       lang::FuncId function) {
  switch (form) {
    case lang::UserCall::Form::kCall:
    case lang::UserCall::Form::kOperator:
      return FunctionName(module, function);
    case lang::UserCall::Form::kGrad:
      return DerivativeName(module, function);
  }
  WARPLOOM_CHECK(false, "an unknown form of call");
}

}  // namespace

std::string ExprWriter::Visit(const lang::BuiltinCall& e, Type type) {
  const lang::Call& call = CallOf(e);
  const lang::Overload& overload = builtins_.overload(call.overload);
  const std::string_view name = NameOf(e);
  if (name == "tid") {
    return "wl::thread[0]";
  }
  // What these print is not compared.
  if (name == "print" || name == "printf" || name.starts_with("expect_")) {
    return fmt::format("wl::ignore({})", List(e.args));
  }
  if (name.starts_with("atomic_")) {
    return Atomic(e, name);
  }
  if (IsOfTiles(e)) {
    return TileCall(e, name, type);
  }
  if (name == "identity") {
    return fmt::format("wp::identity<{}, {}>()", type.rows,
                       CppType(module_, lang::ScalarType(type.scalar)));
  }
  if (name == "quat_identity" || name == "transform_identity") {
    return fmt::format("wp::{}<{}>()", name, CppType(module_, lang::ScalarType(type.scalar)));
  }
  if (IsConstructor(overload.native_name) || name == "int" || name == "float" || name == "bool") {
    return Constructed(type, e.args);
  }
  if (name == "matrix_from_cols" || name == "matrix_from_rows") {
    return fmt::format("wl::{}<{}>({})", name, CppType(module_, type), List(e.args));
  }
  const std::string args = List(e.args) + DefaultsBehind(overload, e.args.count);
  // Warp's native intersect_tri_tri takes variables alone.
  if (overload.is_python || name == "intersect_tri_tri") {
    return fmt::format("wl::{}({})", name, args);
  }
  if (call.results.size() > 1) {
    return SeveralResults(call, overload.native_name, args);
  }
  const std::string template_argument =
      overload.takes_dtype ? fmt::format("<{}>", CppType(module_, type)) : "";
  return fmt::format("{}{}({})", overload.native_name, template_argument, args);
}

// Warp's native functions of several results store these in their last arguments.
std::string ExprWriter::SeveralResults(const lang::Call& call, std::string_view native_name,
                                       std::string_view args) const {
  std::string variables;
  std::string names;
  for (size_t i = 0; i < call.results.size(); ++i) {
    variables += fmt::format("{} wl_r{}{{}}; ", CppType(module_, call.results[i]), i);
    names += fmt::format("{}wl_r{}", i == 0 ? "" : ", ", i);
  }
  const std::vector<Type> types(call.results.begin(), call.results.end());
  return fmt::format("({{ {}{}({}, {}); {}({}); }})", variables, native_name, args, names,
                     PackType(module_, types), names);
}

// wp.atomic_add(array, i, j, value): the old value; one thread after the other here.
std::string ExprWriter::Atomic(const lang::BuiltinCall& e, std::string_view name) {
  const auto args = module_[e.args];
  const size_t values = name == "atomic_cas" ? 2 : 1;
  const size_t ndim = module_[args[0]].type.ndim;
  if (ndim == 0 || args.size() != 1 + ndim + values) {
    throw Unsupported{fmt::format("the builtin {} without an index a dimension", name)};
  }
  std::string text = fmt::format("wl::{}(wl::at({}", name, Write(args[0]));
  for (size_t i = 1; i < args.size(); ++i) {
    text += i == 1 + ndim ? "), " : ", ";
    text += Write(args[i]);
  }
  return text + ")";
}

std::string ExprWriter::Visit(const lang::UserCall& e, Type) {
  // Functions are passed when Warp generates code: what is called stands in the call.
  std::string args;
  for (const ExprId id : module_[e.args]) {
    if (module_[id].type.kind != lang::TypeKind::kFunction) {
      args += (args.empty() ? "" : ", ") + Write(id);
    }
  }
  const auto called = [&](lang::FuncId function) {
    return fmt::format("{}({})", CalledName(module_, e.form, function), args);
  };
  const lang::FunctionList list = lang::FunctionsByCounter(module_, e);
  if (list.functions.count == 0) {
    return called(e.function);
  }
  const auto functions = module_[list.functions];
  std::string text;
  for (size_t k = functions.size(); k-- > 0;) {
    const std::string one = called(std::get<lang::Callee>(module_[functions[k]].node).function);
    text =
        text.empty() ? one : fmt::format("({} == {} ? {} : {})", Write(list.index), k, one, text);
  }
  return text;
}

std::string ExprWriter::Constructed(Type type, lang::ExprList list) {
  const std::string name = CppType(module_, type);
  const auto args = module_[list];
  if (args.size() == 1 &&
      (type == lang::kDouble || type == lang::kInt64 || type == lang::kUint64) &&
      IsPythonNumber(module_, args[0])) {
    return fmt::format("{}({})", name, PythonNumber(module_, args[0], [&](lang::VarId var) {
                         return names_.Of(var);
                       }));
  }
  if (type.is_bool() && args.size() == 1) {
    return Condition(args[0]);
  }
  const bool has_scalars =
      std::ranges::all_of(args, [&](ExprId id) { return module_[id].type.is_scalar(); });
  if (args.size() > 1 && has_scalars && (type.is_vec() || type.is_mat())) {
    return fmt::format("wl::make<{}>({})", name, List(list));
  }
  if (args.empty() || type.is_struct()) {
    return fmt::format("{}{{{}}}", name, List(list));
  }
  return fmt::format("{}({})", name, List(list));
}

std::string ExprWriter::Visit(const lang::Construct& e, Type type) {
  return Constructed(type, e.args);
}

}  // namespace warploom::reference
