#include "print/module_printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lang/param_bits.h"
#include "lang/rules.h"
#include "print/expr_printer.h"
#include "print/imports.h"
#include "print/line_wrapper.h"
#include "print/type_printer.h"

namespace warploom::print {
namespace {

using namespace lang;  // The printer names every node of the language.

class ModulePrinter {
 public:
  ModulePrinter(const Module& module, const BuiltinTable& builtins)
      : module_(module), builtins_(builtins) {
    out_.reserve(4096);
  }

  std::string Print() && {
    PrintHead();
    for (const StructDef& definition : module_.structs) {
      PrintStruct(definition);
    }
    PrintStructConstants();
    for (size_t i = 0; i + 1 < module_.functions.size(); ++i) {
      if (module_.functions[i].role != Function::Role::kInstance) {
        PrintHelper(module_.functions[i]);
      }
    }
    if (module_.factory.is_set()) {
      PrintFactory();
    } else {
      out_ += "\n\n";
      PrintKernel(0);
      PrintOverload();
    }
    return WrapLongLines(std::move(out_), module_.style.line_length);
  }

 private:
  void PrintHead() {
    if (module_.module_comment.is_valid()) {
      const bool docstring = module_.style.module_docstring;
      out_ += docstring ? "\"\"\"" : "# ";
      out_ += module_[module_.module_comment];
      out_ += docstring ? "\"\"\"\n\n" : "\n";
    }
    PrintImports();
    out_ += module_.config_options.empty() ? "" : "\n";
    for (const Option& option : module_.config_options) {
      out_ += "wp.config.";
      out_ += lang::Info(option.name).keyword;
      out_ += " = ";
      PrintValue(option);
      out_ += '\n';
    }
    if (!module_.module_options.empty() && module_.option(OptionName::kModule) == nullptr) {
      out_ += "\nwp.set_module_options(";
      PrintModuleOptions();
      out_ += ")\n";
    }
    const std::vector<Type> aliases = AliasedTypes();
    out_ += aliases.empty() ? "" : "\n";
    for (const Type type : aliases) {
      out_ += AliasOf(module_, type);
      out_ += '\n';
    }
    PrintConstants();
    for (const ConstantClass& definition : module_.classes) {
      PrintClass(definition);
    }
  }

  // What the factory binds is none of the module's, and a struct must stand before its constants.
  bool IsInHead(size_t constant) const {
    return !module_.constants[constant].type.is_struct() &&
           std::ranges::none_of(module_.factory.numbers,
                                [&](ConstId id) { return id.value == constant; });
  }

  void PrintConstants() {
    bool is_first = true;
    for (size_t i = 0; i < module_.constants.size(); ++i) {
      if (!IsInHead(i)) {
        continue;
      }
      const Constant& constant = module_.constants[i];
      out_ += is_first ? "\n" : "";
      is_first = false;
      out_ += constant.name;
      out_ += constant.wrapped ? " = wp.constant(" : " = ";
      AppendExpr(out_, module_, builtins_, constant.value);
      out_ += constant.wrapped ? ")\n" : "\n";
    }
  }

  void PrintImports() {
    const Imports imports = ImportsOf(module_, builtins_);
    out_ += imports.math ? "import math\n" : "";
    out_ += imports.int_enum && imports.int_flag ? "from enum import IntEnum, IntFlag\n"
            : imports.int_enum                   ? "from enum import IntEnum\n"
            : imports.int_flag                   ? "from enum import IntFlag\n"
                                                 : "";
    out_ += imports.any ? "from typing import Any\n" : "";
    out_ += imports.any_of_python() ? "\n" : "";
    out_ += imports.numpy ? "import numpy as np\n\n" : "";
    out_ += "import warp as wp\n";
  }

  void PrintClass(const ConstantClass& definition) {
    out_ += "\n\nclass ";
    out_ += definition.name;
    out_ += definition.kind == ConstantClass::Kind::kIntEnum   ? "(IntEnum):\n"
            : definition.kind == ConstantClass::Kind::kIntFlag ? "(IntFlag):\n"
                                                               : ":\n";
    for (const Constant& member : definition.members) {
      Indent(1);
      out_ += member.name;
      out_ += member.wrapped ? " = wp.constant(" : " = ";
      AppendExpr(out_, module_, builtins_, member.value);
      out_ += member.wrapped ? ")\n" : "\n";
    }
  }

  // Every type without a name of Warp's that occurs anywhere, each once.
  std::vector<Type> AliasedTypes() const {
    std::vector<Type> types;
    const auto note = [&](Type type) {
      const Type element = type.element();
      if (NeedsAlias(element) && std::find(types.begin(), types.end(), element) == types.end()) {
        types.push_back(element);
      }
    };
    for (const StructDef& definition : module_.structs) {
      for (const StructField& field : definition.fields) {
        note(field.type);
      }
    }
    for (const Function& function : module_.functions) {
      for (const VarId param : module_[function.params]) {
        note(module_[param].type);
      }
      if (function.annotate_results) {
        std::for_each(function.results.begin(), function.results.end(), note);
      }
    }
    for (const Expr& expr : module_.exprs) {
      if (std::holds_alternative<Construct>(expr.node)) {
        note(expr.type);
      }
    }
    return types;
  }

  // A struct takes no values outside of a kernel (codegen.py, Struct.__call__).
  void PrintStructConstants() {
    for (const Constant& constant : module_.constants) {
      if (!constant.type.is_struct()) {
        continue;
      }
      const StructDef& definition = module_.struct_of(constant.type);
      out_ += fmt::format("\n\n{} = {}()\n", constant.name, definition.name);
      const auto values = module_[std::get<Construct>(module_[constant.value].node).args];
      for (size_t i = 0; i < values.size(); ++i) {
        out_ += fmt::format("{}.{} = ", constant.name, definition.fields[i].name);
        AppendExpr(out_, module_, builtins_, values[i]);
        out_ += '\n';
      }
    }
  }

  void PrintStruct(const StructDef& definition) {
    out_ += "\n\n@wp.struct\nclass ";
    out_ += definition.name;
    out_ += ":\n";
    for (const StructField& field : definition.fields) {
      Indent(1);
      out_ += field.name;
      out_ += ": ";
      AppendType(out_, module_, field.type);
      out_ += '\n';
    }
  }

  // {"enable_backward": False, "max_unroll": 4}
  void PrintModuleOptions() {
    out_ += '{';
    bool first = true;
    for (const Option& option : module_.module_options) {
      out_ += first ? "\"" : ", \"";
      first = false;
      out_ += lang::Info(option.name).keyword;
      out_ += "\": ";
      PrintValue(option);
    }
    out_ += '}';
  }

  void PrintValue(const Option& option) {
    switch (lang::Info(option.name).kind) {
      case OptionKind::kFlag:
        out_ += option.numbers[0] != 0 ? "True" : "False";
        return;
      case OptionKind::kNumbers:
        out_ += option.numbers[1] != 0
                    ? fmt::format("({}, {})", option.numbers[0], option.numbers[1])
                    : fmt::format("{}", option.numbers[0]);
        return;
      case OptionKind::kUnique:
        out_ += "\"unique\"";
        return;
      case OptionKind::kDebug:
        out_ += "\"debug\"";
        return;
    }
  }

  void PrintKernelDecorator(int depth) {
    Indent(depth);
    out_ += "@wp.kernel";
    if (module_.kernel_options.empty()) {
      out_ += '\n';
      return;
    }
    out_ += '(';
    bool first = true;
    for (const Option& option : module_.kernel_options) {
      out_ += first ? "" : ", ";
      first = false;
      out_ += lang::Info(option.name).keyword;
      out_ += '=';
      PrintValue(option);
    }
    if (!module_.module_options.empty() && module_.option(OptionName::kModule) != nullptr) {
      out_ += ", module_options=";
      PrintModuleOptions();
    }
    out_ += ")\n";
  }

  void PrintHelper(const Function& function) {
    if (function.native.snippet.is_valid()) {
      PrintNative(function);
      return;
    }
    out_ += "\n\n";
    const bool is_plain = function.role == Function::Role::kPlain;
    out_ += is_plain                                   ? "@wp.func"
            : function.role == Function::Role::kReplay ? "@wp.func_replay("
                                                       : "@wp.func_grad(";
    out_ += is_plain ? "" : module_[function.of].name + ")";
    out_ += '\n';
    PrintSignature(function, 0, false);
    out_ += '\n';
    PrintBody(function, 1);
  }

  // f_snippet = """...""", @wp.func_native(f_snippet), def f(...): ...
  void PrintNative(const Function& function) {
    out_ += '\n';
    const auto text = [&](TextId id, std::string_view role) {
      if (id.is_valid()) {
        out_ += fmt::format("\n{}{} = \"\"\"\n{}\"\"\"\n", function.name, role, module_[id]);
      }
    };
    text(function.native.snippet, "_snippet");
    text(function.native.adjoint, "_adj_snippet");
    text(function.native.replay, "_replay_snippet");
    out_ += fmt::format("\n\n@wp.func_native({}_snippet", function.name);
    out_ += function.native.adjoint.is_valid()
                ? fmt::format(", adj_snippet={}_adj_snippet", function.name)
                : "";
    out_ += function.native.replay.is_valid()
                ? fmt::format(", replay_snippet={}_replay_snippet", function.name)
                : "";
    out_ += ")\n";
    PrintSignature(function, 0, false);
    out_ += " ...\n";
  }

  void PrintKernel(int depth) {
    const Function& function = module_.kernel_function();
    PrintKernelDecorator(depth);
    PrintSignature(function, depth, module_.style.argument_lines);
    out_ += '\n';
    PrintBody(function, depth + 1);
  }

  void PrintBody(const Function& function, int depth) {
    if (function.docstring.is_valid()) {
      PrintDocstring(module_[function.docstring], depth);
    }
    Print(function.body, depth);
  }

  // Of several lines, the closing quotes have one of their own.
  void PrintDocstring(std::string_view text, int depth) {
    Indent(depth);
    out_ += "\"\"\"";
    for (const char c : text) {
      if (out_.back() == '\n' && c != '\n') {
        Indent(depth);
      }
      out_ += c;
    }
    if (text.find('\n') != std::string_view::npos) {
      out_ += '\n';
      Indent(depth);
    }
    out_ += "\"\"\"\n";
  }

  // def create_step(dt: float): the kernel; return step    step = create_step(0.01)
  void PrintFactory() {
    const Factory& factory = module_.factory;
    const std::string& name = module_.kernel_function().name;
    std::string params = factory.function.is_valid() ? factory.function_name : "";
    std::string values = factory.function.is_valid() ? module_[factory.function].name : "";
    for (const ConstId id : factory.numbers) {
      params += params.empty() ? "" : ", ";
      params += module_[id].name + ": ";
      AppendType(params, module_, module_[id].type);
      values += values.empty() ? "" : ", ";
      AppendExpr(values, module_, builtins_, module_[id].value);
    }
    out_ += fmt::format("\n\ndef {}({}):\n", factory.name, params);
    PrintKernel(1);
    out_ += fmt::format("\n    return {}\n\n\n{} = {}({})\n", name, name, factory.name, values);
  }

  // What makes one concrete kernel of a generic one.
  void PrintOverload() {
    const Function& function = module_.kernel_function();
    if (function.any_params == 0) {
      return;
    }
    out_ += "\n\n";
    if (module_.style.overload_form == OverloadForm::kDecorated) {
      out_ += "@wp.overload\n";
      Function concrete = function;
      concrete.any_params = 0;
      PrintSignature(concrete, 0, module_.style.argument_lines);
      out_ += " ...\n";
      return;
    }
    const bool by_name = module_.style.overload_form == OverloadForm::kByName;
    out_ += fmt::format("wp.overload({}, {}", function.name, by_name ? '{' : '[');
    const auto params = module_[function.params];
    bool first = true;
    for (size_t i = 0; i < params.size(); ++i) {
      if (by_name && !IsGeneric(function, i)) {
        continue;
      }
      out_ += first ? "" : ", ";
      first = false;
      out_ += by_name ? fmt::format("\"{}\": ", module_[params[i]].name) : "";
      AppendType(out_, module_, module_[params[i]].type);
    }
    out_ += by_name ? "})\n" : "])\n";
  }

  static bool IsGeneric(const Function& function, size_t param) {
    return lang::NamesParam(function.any_params, param);
  }

  void PrintParam(const Function& function, size_t index) {
    const auto params = module_[function.params];
    const Variable& param = module_[params[index]];
    out_ += param.name;
    out_ += ": ";
    const bool is_ref = lang::NamesParam(function.ref_params, index);
    out_ += is_ref ? "wp.ref[" : "";
    if (IsGeneric(function, index)) {
      AppendGenericType(out_, module_, param.type);
    } else {
      AppendType(out_, module_, param.type);
    }
    out_ += is_ref ? "]" : "";
    const size_t first_default = params.size() - function.defaults.size();
    if (index >= first_default) {
      out_ += " = ";
      Print(function.defaults[index - first_default]);
    }
  }

  void PrintSignature(const Function& function, int depth, bool one_a_line) {
    Indent(depth);
    out_ += "def ";
    out_ += function.name;
    out_ += '(';
    const size_t count = function.params.count;
    for (size_t i = 0; i < count; ++i) {
      out_ += i == 0 ? "" : one_a_line ? "," : ", ";
      if (one_a_line) {
        out_ += '\n';
        Indent(depth + 1);
      }
      PrintParam(function, i);
    }
    if (one_a_line && count > 0) {
      out_ += ",\n";
      Indent(depth);
    }
    out_ += ')';
    if (function.annotate_results && !function.results.empty()) {
      out_ += " -> ";
      PrintResultTypes(function);
    }
    out_ += ':';
  }

  void PrintResultTypes(const Function& function) {
    const bool several = function.results.size() > 1;
    out_ += several ? "tuple[" : "";
    for (size_t i = 0; i < function.results.size(); ++i) {
      out_ += i == 0 ? "" : ", ";
      AppendType(out_, module_, function.results[i]);
    }
    out_ += several ? "]" : "";
  }

  void Indent(int depth) { out_.append(static_cast<size_t>(depth) * 4, ' '); }

  void Print(StmtList list, int depth) {
    for (const StmtId id : module_[list]) {
      std::visit([&](const auto& s) { Visit(s, depth); }, module_[id].node);
    }
  }

  void Print(ExprId id) { AppendExpr(out_, module_, builtins_, id); }

  void PrintVars(VarList list) {
    bool first = true;
    for (const VarId var : module_[list]) {
      out_ += first ? "" : ", ";
      first = false;
      out_ += module_[var].name;
    }
  }

  void Visit(const std::monostate&, int) {}

  void Visit(const Assign& s, int depth) {
    Indent(depth);
    out_ += module_[s.target].name;
    out_ += " = ";
    Print(s.value);
    out_ += '\n';
  }

  void Visit(const Unpack& s, int depth) {
    Indent(depth);
    PrintVars(s.targets);
    out_ += " = ";
    if (const auto* tuple = std::get_if<Tuple>(&module_[s.value].node)) {
      bool first = true;
      for (const ExprId item : module_[tuple->items]) {
        out_ += first ? "" : ", ";
        first = false;
        Print(item);
      }
    } else {
      Print(s.value);
    }
    out_ += '\n';
  }

  void Visit(const Store& s, int depth) {
    Indent(depth);
    Print(s.target);
    out_ += " = ";
    Print(s.value);
    out_ += '\n';
  }

  void Visit(const Augment& s, int depth) {
    Indent(depth);
    Print(s.target);
    out_ += ' ';
    out_ += Info(s.op).spelling;
    out_ += "= ";
    Print(s.value);
    out_ += '\n';
  }

  void Visit(const If& s, int depth) { PrintIf(s, "if ", depth); }

  void PrintIf(const If& s, std::string_view keyword, int depth) {
    Indent(depth);
    out_ += keyword;
    Print(s.condition);
    out_ += ":\n";
    Print(s.then, depth + 1);
    const auto otherwise = module_[s.otherwise];
    if (otherwise.empty()) {
      return;
    }
    if (otherwise.size() == 1) {
      if (const auto* nested = std::get_if<If>(&module_[otherwise[0]].node)) {
        PrintIf(*nested, "elif ", depth);
        return;
      }
    }
    Indent(depth);
    out_ += "else:\n";
    Print(s.otherwise, depth + 1);
  }

  void Visit(const ForRange& s, int depth) {
    Indent(depth);
    out_ += "for ";
    out_ += module_[s.variable].name;
    if (lang::IsIterable(module_[s.stop].type)) {
      out_ += " in ";
      Print(s.stop);
      out_ += ":\n";
      Print(s.body, depth + 1);
      return;
    }
    out_ += s.reversed ? " in reversed(range(" : " in range(";
    if (s.start.is_valid()) {
      Print(s.start);
      out_ += ", ";
    }
    Print(s.stop);
    if (s.step.is_valid()) {
      out_ += ", ";
      Print(s.step);
    }
    out_ += s.reversed ? ")):\n" : "):\n";
    Print(s.body, depth + 1);
  }

  void Visit(const While& s, int depth) {
    Indent(depth);
    out_ += "while ";
    Print(s.condition);
    out_ += ":\n";
    Print(s.body, depth + 1);
  }

  void Word(std::string_view word, int depth) {
    Indent(depth);
    out_ += word;
    out_ += '\n';
  }

  void Visit(const Break&, int depth) { Word("break", depth); }
  void Visit(const Continue&, int depth) { Word("continue", depth); }

  void Visit(const Return& s, int depth) {
    Indent(depth);
    out_ += "return";
    bool first = true;
    for (const ExprId value : module_[s.values]) {
      out_ += first ? " " : ", ";
      first = false;
      Print(value);
    }
    out_ += '\n';
  }

  void Visit(const Evaluate& s, int depth) {
    Indent(depth);
    Print(s.value);
    out_ += '\n';
  }

  void Visit(const lang::Print& s, int depth) {
    Indent(depth);
    out_ += s.is_printf ? "wp.printf(" : "print(";
    Print(s.text);
    for (const ExprId value : module_[s.values]) {
      out_ += ", ";
      Print(value);
    }
    out_ += ")\n";
  }

  void Visit(const Assert& s, int depth) {
    Indent(depth);
    out_ += "assert ";
    Print(s.condition);
    if (s.message.is_valid()) {
      out_ += ", ";
      AppendText(out_, module_[s.message]);
    }
    out_ += '\n';
  }

  void Visit(const Pass&, int depth) { Word("pass", depth); }

  void Visit(const Comment& s, int depth) {
    Indent(depth);
    out_ += "# ";
    out_ += module_[s.text];
    out_ += '\n';
  }

  void Visit(const BlankLine&, int) { out_ += '\n'; }

  const Module& module_;
  const BuiltinTable& builtins_;
  std::string out_;
};

}  // namespace

std::string PrintModule(const Module& module, const BuiltinTable& builtins) {
  return ModulePrinter(module, builtins).Print();
}

}  // namespace warploom::print
