#include "print/function_printer.h"

#include <algorithm>
#include <string_view>

#include "base/check.h"
#include "print/option_printer.h"
#include "print/signature_printer.h"
#include "print/statement_printer.h"

namespace warploom::print {
namespace {

using lang::Function;
using lang::Module;

constexpr std::string_view kDocstringQuotes = "\"\"\"";

// The closing quotes of a multi-line docstring are on a line of their own.
void PrintDocstring(LineWriter& out, std::string_view text, int depth) {
  const size_t first_end = text.find('\n');
  if (first_end == std::string_view::npos) {
    out.Text(depth, kDocstringQuotes, text, kDocstringQuotes);
    return;
  }
  out.Text(depth, kDocstringQuotes, text.substr(0, first_end));
  for (size_t begin = first_end + 1; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (line.empty()) {
      out.Raw("\n");
    } else {
      out.Text(depth, line);
    }
    begin = end + 1;
  }
  out.Text(depth, kDocstringQuotes);
}

// f_snippet = """...""", then @wp.func_native(f_snippet) and def f(...): ...
void PrintNativeHelper(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins,
                       const Function& function) {
  const Function::Native& native = function.native;
  const auto print_snippet = [&](lang::TextId id, std::string_view suffix) {
    if (id.is_valid()) {
      out.Raw("\n", function.name, suffix, " = ", kDocstringQuotes, "\n", module[id],
              kDocstringQuotes, "\n");
    }
  };
  out.Raw("\n");
  print_snippet(native.snippet, "_snippet");
  print_snippet(native.adjoint, "_adj_snippet");
  print_snippet(native.replay, "_replay_snippet");
  out.Raw("\n\n");
  out.Line(0, [&](Document& line) {
    line.Append("@wp.func_native");
    line.OpenBracket('(');
    line.Append(function.name, "_snippet");
    if (native.adjoint.is_valid()) {
      line.Comma();
      line.Append("adj_snippet=", function.name, "_adj_snippet");
    }
    if (native.replay.is_valid()) {
      line.Comma();
      line.Append("replay_snippet=", function.name, "_replay_snippet");
    }
    line.CloseBracket(')');
  });
  PrintSignature(out, module, builtins, function, 0, ParameterLines::kFill, " ...");
}

void PrintBody(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins,
               const Function& function, int depth) {
  if (function.docstring.is_valid()) {
    PrintDocstring(out, module[function.docstring], depth);
  }
  PrintStatements(out, module, builtins, function.body, depth);
}

void PrintKernelDecorator(LineWriter& out, const Module& module, int depth) {
  if (module.kernel_options.empty()) {
    out.Text(depth, "@wp.kernel");
    return;
  }
  const bool has_module_options =
      !module.module_options.empty() && module.option(lang::OptionName::kModule) != nullptr;
  out.Line(depth, [&](Document& line) {
    line.Append("@wp.kernel");
    line.OpenBracket('(');
    AppendOptionArguments(line, module.kernel_options);
    if (has_module_options) {
      line.Comma();
      line.Append("module_options=");
      AppendOptionDict(line, module.module_options);
    }
    line.CloseBracket(')');
  });
}

}  // namespace

void PrintHelper(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins,
                 const Function& function) {
  if (function.native.snippet.is_valid()) {
    PrintNativeHelper(out, module, builtins, function);
    return;
  }
  out.Raw("\n\n");
  switch (function.role) {
    case Function::Role::kPlain:
      out.Text(0, "@wp.func");
      break;
    case Function::Role::kReplay:
      out.Text(0, "@wp.func_replay(", module[function.of].name, ")");
      break;
    case Function::Role::kGrad:
      out.Text(0, "@wp.func_grad(", module[function.of].name, ")");
      break;
    case Function::Role::kInstance:
      WARPLOOM_CHECK(false, "an instance of a generic helper has no text of its own");
  }
  PrintSignature(out, module, builtins, function, 0, ParameterLines::kFill);
  PrintBody(out, module, builtins, function, 1);
}

void PrintKernel(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins,
                 int depth) {
  const Function& function = module.kernel_function();
  PrintKernelDecorator(out, module, depth);
  PrintSignature(out, module, builtins, function, depth,
                 module.style.argument_lines ? ParameterLines::kEach : ParameterLines::kFill);
  PrintBody(out, module, builtins, function, depth + 1);
}

}  // namespace warploom::print
