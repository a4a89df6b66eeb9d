#include "print/definition_printer.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "base/check.h"
#include "lang/walk.h"
#include "print/expr_printer.h"
#include "print/type_printer.h"

namespace warploom::print {
namespace {

using lang::Constant;
using lang::ConstantClass;
using lang::Module;
using lang::StructDef;
using lang::Type;

// All types for which Warp has no name, in the order of first use.
std::vector<Type> AliasedTypes(const Module& module) {
  std::vector<Type> types;
  const auto note = [&](Type type) {
    const Type element = type.element();
    if (NeedsAlias(element) && std::ranges::find(types, element) == types.end()) {
      types.push_back(element);
    }
  };
  for (const StructDef& definition : module.structs) {
    for (const lang::StructField& field : definition.fields) {
      note(field.type);
    }
  }
  for (const lang::Function& function : module.functions) {
    for (const lang::VarId param : module[function.params]) {
      note(module[param].type);
    }
    if (function.annotate_results) {
      std::ranges::for_each(function.results, note);
    }
  }
  // In the order of the text: the ids of expressions depend on the order of evaluation in C++.
  const auto note_made = [&](lang::ExprId id) {
    if (std::holds_alternative<lang::Construct>(module[id].node)) {
      note(module[id].type);
    }
  };
  for (const Constant& constant : module.constants) {
    ForEachExpr(module, constant.value, note_made);
  }
  for (const lang::Function& function : module.functions) {
    for (const lang::ExprId value : function.defaults) {
      ForEachExpr(module, value, note_made);
    }
    ForEachExprIn(module, function.body, note_made);
  }
  return types;
}

// NAME = value, or NAME = wp.constant(value)
void PrintConstant(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins,
                   const Constant& constant, int depth) {
  out.Line(depth, [&](Document& line) {
    line.Append(constant.name, " = ");
    line.BeginValue();
    if (constant.wrapped) {
      line.Append("wp.constant");
      line.OpenBracket('(');
    }
    AppendExpr(line, module, builtins, constant.value);
    if (constant.wrapped) {
      line.CloseBracket(')');
    }
    line.EndValue();
  });
}

// False for parameters of the factory, which are not printed as constants, and for struct
// constants, which must follow the definition of the struct.
bool StandsBeforeStructs(const Module& module, size_t constant) {
  return !module.constants[constant].type.is_struct() &&
         std::ranges::none_of(module.factory.numbers,
                              [&](lang::ConstId id) { return id.value == constant; });
}

// True for a constant of a member of an enum, which must follow the class, and one made of it.
bool FollowsClasses(const Module& module, const Constant& constant) {
  bool follows = false;
  ForEachExpr(module, constant.value, [&](lang::ExprId id) {
    const auto* ref = std::get_if<lang::ConstRef>(&module[id].node);
    follows = follows || std::holds_alternative<lang::Member>(module[id].node) ||
              (ref != nullptr && FollowsClasses(module, module[ref->constant]));
  });
  return follows && !constant.type.is_struct();
}

std::string_view BaseOf(ConstantClass::Kind kind) {
  switch (kind) {
    case ConstantClass::Kind::kIntEnum:
      return "(IntEnum)";
    case ConstantClass::Kind::kIntFlag:
      return "(IntFlag)";
    case ConstantClass::Kind::kPlain:
      return "";
  }
  WARPLOOM_CHECK(false, "an unknown kind of class");
}

}  // namespace

void PrintAliases(LineWriter& out, const Module& module) {
  const std::vector<Type> aliases = AliasedTypes(module);
  out.Raw(aliases.empty() ? "" : "\n");
  for (const Type type : aliases) {
    out.Line(0, [&](Document& line) { AppendAlias(line, module, type); });
  }
}

void PrintConstants(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins) {
  bool is_first = true;
  for (size_t i = 0; i < module.constants.size(); ++i) {
    if (StandsBeforeStructs(module, i) && !FollowsClasses(module, module.constants[i])) {
      out.Raw(is_first ? "\n" : "");
      is_first = false;
      PrintConstant(out, module, builtins, module.constants[i], 0);
    }
  }
}

void PrintClasses(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins) {
  for (const ConstantClass& definition : module.classes) {
    out.Raw("\n\n");
    out.Text(0, "class ", definition.name, BaseOf(definition.kind), ":");
    for (const Constant& member : definition.members) {
      PrintConstant(out, module, builtins, member, 1);
    }
  }
}

void PrintConstantsOfClasses(LineWriter& out, const Module& module,
                             const lang::BuiltinTable& builtins) {
  bool is_first = true;
  for (const Constant& constant : module.constants) {
    if (FollowsClasses(module, constant)) {
      out.Raw(is_first ? "\n\n" : "");
      is_first = false;
      PrintConstant(out, module, builtins, constant, 0);
    }
  }
}

void PrintStructs(LineWriter& out, const Module& module) {
  for (const StructDef& definition : module.structs) {
    out.Raw("\n\n");
    out.Text(0, "@wp.struct");
    out.Text(0, "class ", definition.name, ":");
    for (const lang::StructField& field : definition.fields) {
      out.Line(1, [&](Document& line) {
        line.Append(field.name, ": ");
        AppendType(line, module, field.type);
      });
    }
  }
}

// Outside kernels, the constructor of a struct takes no values (codegen.py, Struct.__call__).
void PrintStructConstants(LineWriter& out, const Module& module,
                          const lang::BuiltinTable& builtins) {
  for (const Constant& constant : module.constants) {
    if (!constant.type.is_struct()) {
      continue;
    }
    const StructDef& definition = module.struct_of(constant.type);
    out.Raw("\n\n");
    out.Text(0, constant.name, " = ", definition.name, "()");
    const auto values = module[std::get<lang::Construct>(module[constant.value].node).args];
    for (size_t i = 0; i < values.size(); ++i) {
      out.Line(0, [&](Document& line) {
        line.Append(constant.name, ".", definition.fields[i].name, " = ");
        line.BeginValue();
        AppendExpr(line, module, builtins, values[i]);
        line.EndValue();
      });
    }
  }
}

}  // namespace warploom::print
