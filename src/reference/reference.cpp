#include "reference/reference.h"

#include <fmt/format.h>

#include "base/check.h"
#include "lang/param_bits.h"
#include "reference/derivative.h"
#include "reference/expressions.h"
#include "reference/gradient.h"
#include "reference/order.h"
#include "reference/statements.h"
#include "reference/types.h"
#include "reference/unsupported.h"

namespace warploom::reference {
namespace {

using lang::Function;
using lang::Module;

std::string Structs(const Module& module) {
  std::string text;
  for (size_t id = 0; id < module.structs.size(); ++id) {
    text += fmt::format("struct {} {{\n",
                        StructName(module, lang::StructType(static_cast<uint16_t>(id))));
    for (const lang::StructField& field : module.structs[id].fields) {
      text += fmt::format("  {} {};\n", CppType(module, field.type), FieldName(field));
    }
    text += "};\n";
  }
  return text;
}

std::string ResultType(const Module& module, const Function& function) {
  return function.results.empty()       ? "void"
         : function.results.size() == 1 ? CppType(module, function.results[0])
                                        : PackType(module, function.results);
}

// Arguments are passed by value, a wp.ref[...] as the caller's variable. A snippet of C++ knows
// them by their names in Python.
std::string Signature(const Module& module, lang::FuncId id) {
  const Function& function = module[id];
  const bool is_native = function.native.snippet.is_valid();
  std::string params;
  const auto vars = module[function.params];
  for (size_t i = 0; i < vars.size(); ++i) {
    const lang::Variable& param = module[vars[i]];
    if (param.type.kind == lang::TypeKind::kFunction) {
      continue;
    }
    params += fmt::format("{}{}{} {}{}", params.empty() ? "" : ", ", CppType(module, param.type),
                          lang::NamesParam(function.ref_params, i) ? "&" : "",
                          is_native ? "" : "v_", param.name);
  }
  return fmt::format("static {} {}({})", ResultType(module, function), FunctionName(module, id),
                     params);
}

// False for what only the backward pass calls, and for a generic helper, which has instances.
bool RunsForward(const Function& function) {
  switch (function.role) {
    case Function::Role::kGrad:
    case Function::Role::kReplay:
      return false;
    case Function::Role::kInstance:
      return true;
    case Function::Role::kPlain:
      return function.any_params == 0 || !function.results.empty() || function.body.count != 0;
  }
  WARPLOOM_CHECK(false, "an unknown role");
}

std::string Helpers(const Module& module, const lang::BuiltinTable& builtins) {
  std::string declarations;
  std::string definitions;
  for (size_t i = 0; i + 1 < module.functions.size(); ++i) {
    const lang::FuncId id{static_cast<uint32_t>(i)};
    const Function& function = module[id];
    if (!RunsForward(function)) {
      continue;
    }
    const std::string signature = Signature(module, id);
    declarations += signature + ";\n";
    definitions += fmt::format("{} {{\n{}}}\n", signature,
                               function.native.snippet.is_valid()
                                   ? std::string(module[function.native.snippet]) + "\n"
                                   : Body(module, builtins, function));
  }
  return declarations + definitions;
}

std::string Kernel(const Module& module, const lang::BuiltinTable& builtins) {
  const Function& kernel = module.kernel_function();
  std::string fields;
  std::string params;
  std::string args;
  for (const lang::VarId id : module[kernel.params]) {
    const lang::Variable& param = module[id];
    const std::string type = CppType(module, param.type);
    fields += fmt::format("  {} v_{};\n", type, param.name);
    params += fmt::format("{}{} v_{}", params.empty() ? "" : ", ", type, param.name);
    args += fmt::format("{}args.v_{}", args.empty() ? "" : ", ", param.name);
  }
  return fmt::format(
      "struct Arguments {{\n{}}};\n"
      "static void Thread({}) {{\n{}}}\n"
      "template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, "
      "const Arguments& args) {{\n"
      "  wl::for_each_thread(bounds, [&] {{ Thread({}); }});\n}}\n",
      fields, params, Body(module, builtins, kernel), args);
}

}  // namespace

Result<std::string> PrintReference(const Module& module, const lang::BuiltinTable& builtins) {
  try {
    return PrintNotes(NotesOfOrder(module, builtins)) +
           PrintNotDifferentiable(NotDifferentiable(module, builtins)) + Structs(module) +
           Helpers(module, builtins) + Derivatives(module, builtins) + Kernel(module, builtins);
  } catch (const Unsupported& unsupported) {
    return Fail(ErrorKind::kUsage, unsupported.what);
  }
}

std::string NoReference(const std::string& why) { return "// unsupported: " + why + "\n"; }

std::string PrintReferenceOrReason(const Module& module, const lang::BuiltinTable& builtins) {
  const Result<std::string> text = PrintReference(module, builtins);
  return text ? *text : NoReference(text.error().message);
}

}  // namespace warploom::reference
