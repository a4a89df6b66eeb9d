#include "print/module_printer.h"

#include <string_view>
#include <utility>

#include "lang/param_bits.h"
#include "print/definition_printer.h"
#include "print/expr_printer.h"
#include "print/function_printer.h"
#include "print/imports.h"
#include "print/line_writer.h"
#include "print/option_printer.h"
#include "print/signature_printer.h"
#include "print/type_printer.h"

namespace warploom::print {
namespace {

using lang::BuiltinTable;
using lang::Function;
using lang::Module;
using lang::OverloadForm;

void PrintComment(LineWriter& out, const Module& module) {
  if (!module.module_comment.is_valid()) {
    return;
  }
  const std::string_view text = module[module.module_comment];
  if (module.style.module_docstring) {
    out.Raw("\"\"\"", text, "\"\"\"\n\n");
  } else {
    out.Raw("# ", text, "\n");
  }
}

void PrintImports(LineWriter& out, const Imports& imports) {
  out.Raw(imports.math ? "import math\n" : "");
  out.Raw(imports.int_enum && imports.int_flag ? "from enum import IntEnum, IntFlag\n"
          : imports.int_enum                   ? "from enum import IntEnum\n"
          : imports.int_flag                   ? "from enum import IntFlag\n"
                                               : "");
  out.Raw(imports.any ? "from typing import Any\n" : "");
  out.Raw(imports.any_of_python() ? "\n" : "");
  out.Raw(imports.numpy ? "import numpy as np\n\n" : "");
  out.Raw("import warp as wp\n");
}

void PrintOptions(LineWriter& out, const Module& module) {
  out.Raw(module.config_options.empty() ? "" : "\n");
  for (const lang::Option& option : module.config_options) {
    out.Line(0, [&](Document& line) {
      line.Append("wp.config.", lang::Info(option.name).keyword, " = ");
      line.BeginValue();
      AppendOptionValue(line, option);
      line.EndValue();
    });
  }
  // Those of a unique module are in @wp.kernel(module_options=...).
  if (module.module_options.empty() || module.option(lang::OptionName::kModule) != nullptr) {
    return;
  }
  out.Raw("\n");
  out.Line(0, [&](Document& line) {
    line.Append("wp.set_module_options");
    line.OpenBracket('(');
    AppendOptionDict(line, module.module_options);
    line.CloseBracket(')');
  });
}

// def create_step(op: ..., dt: float):
void PrintFactoryHead(LineWriter& out, const Module& module) {
  const lang::Factory& factory = module.factory;
  const bool has_function = factory.function.is_valid();
  const bool is_lone = factory.numbers.size() + (has_function ? 1 : 0) == 1;
  out.Line(0, [&](Document& line) {
    line.Append("def ", factory.name);
    line.OpenBracket('(', is_lone ? Items::kEach : Items::kTogether);
    line.Append(has_function ? std::string_view(factory.function_name) : "");
    bool is_first = !has_function;
    for (const lang::ConstId id : factory.numbers) {
      if (!is_first) {
        line.Comma();
      }
      is_first = false;
      line.Append(module[id].name, ": ");
      AppendType(line, module, module[id].type);
    }
    line.CloseBracket(')');
    line.Append(":");
  });
}

// step = create_step(scale, 0.01)
void PrintFactoryCall(LineWriter& out, const Module& module, const BuiltinTable& builtins) {
  const lang::Factory& factory = module.factory;
  const bool has_function = factory.function.is_valid();
  out.Line(0, [&](Document& line) {
    line.Append(module.kernel_function().name, " = ");
    line.BeginValue();
    line.Append(factory.name);
    line.OpenBracket('(');
    line.Append(has_function ? std::string_view(module[factory.function].name) : "");
    bool is_first = !has_function;
    for (const lang::ConstId id : factory.numbers) {
      if (!is_first) {
        line.Comma();
      }
      is_first = false;
      AppendExpr(line, module, builtins, module[id].value);
    }
    line.CloseBracket(')');
    line.EndValue();
  });
}

void PrintFactory(LineWriter& out, const Module& module, const BuiltinTable& builtins) {
  out.Raw("\n\n");
  PrintFactoryHead(out, module);
  PrintKernel(out, module, builtins, 1);
  out.Raw("\n");
  out.Text(1, "return ", module.kernel_function().name);
  out.Raw("\n\n");
  PrintFactoryCall(out, module, builtins);
}

// wp.overload(k, {"x": float}) or wp.overload(k, [float, int])
void PrintOverloadCall(LineWriter& out, const Module& module, bool is_by_name) {
  const Function& function = module.kernel_function();
  const auto params = module[function.params];
  out.Line(0, [&](Document& line) {
    line.Append("wp.overload");
    line.OpenBracket('(');
    line.Append(function.name);
    line.Comma();
    line.OpenBracket(is_by_name ? '{' : '[', Items::kEach);
    bool is_first = true;
    for (size_t i = 0; i < params.size(); ++i) {
      if (is_by_name && !lang::NamesParam(function.any_params, i)) {
        continue;
      }
      if (!is_first) {
        line.Comma();
      }
      is_first = false;
      if (is_by_name) {
        line.Append("\"", module[params[i]].name, "\": ");
      }
      AppendType(line, module, module[params[i]].type);
    }
    line.CloseBracket(is_by_name ? '}' : ']');
    line.CloseBracket(')');
  });
}

// @wp.overload and the signature with concrete types.
void PrintDecoratedOverload(LineWriter& out, const Module& module, const BuiltinTable& builtins) {
  Function concrete = module.kernel_function();
  concrete.any_params = 0;
  out.Text(0, "@wp.overload");
  PrintSignature(out, module, builtins, concrete, 0,
                 module.style.argument_lines ? ParameterLines::kEach : ParameterLines::kFill,
                 " ...");
}

// Instantiates a generic kernel.
void PrintOverload(LineWriter& out, const Module& module, const BuiltinTable& builtins) {
  if (module.kernel_function().any_params == 0) {
    return;
  }
  out.Raw("\n\n");
  switch (module.style.overload_form) {
    case OverloadForm::kDecorated:
      PrintDecoratedOverload(out, module, builtins);
      return;
    case OverloadForm::kByName:
      PrintOverloadCall(out, module, true);
      return;
    case OverloadForm::kByPosition:
      PrintOverloadCall(out, module, false);
      return;
  }
}

void PrintHelpers(LineWriter& out, const Module& module, const BuiltinTable& builtins) {
  for (size_t i = 0; i + 1 < module.functions.size(); ++i) {
    if (module.functions[i].role != Function::Role::kInstance) {
      PrintHelper(out, module, builtins, module.functions[i]);
    }
  }
}

}  // namespace

std::string PrintModule(const Module& module, const BuiltinTable& builtins) {
  LineWriter out(module.style.line_length);
  PrintComment(out, module);
  PrintImports(out, ImportsOf(module, builtins));
  PrintOptions(out, module);
  PrintAliases(out, module);
  PrintConstants(out, module, builtins);
  PrintClasses(out, module, builtins);
  PrintConstantsOfClasses(out, module, builtins);
  PrintStructs(out, module);
  PrintStructConstants(out, module, builtins);
  PrintHelpers(out, module, builtins);
  if (module.factory.is_set()) {
    PrintFactory(out, module, builtins);
  } else {
    out.Raw("\n\n");
    PrintKernel(out, module, builtins, 0);
    PrintOverload(out, module, builtins);
  }
  return std::move(out).Take();
}

}  // namespace warploom::print
