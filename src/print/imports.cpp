#include "print/imports.h"

#include <algorithm>

#include "lang/rules.h"
#include "lang/walk.h"

namespace warploom::print {
namespace {

using lang::NumberSource;

// f(ExprId) for every expression that is printed; the module may own others that were pruned.
template <typename F>
void ForEachLiveExpr(const lang::Module& module, F&& f) {
  for (const lang::Function& function : module.functions) {
    ForEachExprIn(module, function.body, f);
  }
  for (const lang::Constant& constant : module.constants) {
    ForEachExpr(module, constant.value, f);
  }
  for (const lang::ConstantClass& definition : module.classes) {
    for (const lang::Constant& member : definition.members) {
      ForEachExpr(module, member.value, f);
    }
  }
}

void NoteNumbers(const lang::Module& module, Imports& imports) {
  const bool any = std::ranges::any_of(module.exprs, [](const lang::Expr& expr) {
    return std::holds_alternative<lang::NamedNumber>(expr.node);
  });
  if (!any) {
    return;
  }
  ForEachLiveExpr(module, [&](lang::ExprId id) {
    if (const auto* number = std::get_if<lang::NamedNumber>(&module[id].node)) {
      imports.math = imports.math || number->source == NumberSource::kMath;
      imports.numpy = imports.numpy || number->source == NumberSource::kNumpy;
    }
  });
}

void NoteFunctions(const lang::Module& module, const lang::BuiltinTable& builtins,
                   Imports& imports) {
  if (module.style.math == lang::MathSource::kWarp) {
    return;
  }
  ForEachLiveExpr(module, [&](lang::ExprId id) {
    if (const auto* call = std::get_if<lang::BuiltinCall>(&module[id].node)) {
      const lang::MathSource source = SourceOf(module, builtins, *call);
      imports.math = imports.math || source == lang::MathSource::kMath;
      imports.numpy = imports.numpy || source == lang::MathSource::kNumpy;
    }
  });
}

}  // namespace

Imports ImportsOf(const lang::Module& module, const lang::BuiltinTable& builtins) {
  Imports imports;
  NoteNumbers(module, imports);
  NoteFunctions(module, builtins, imports);
  for (const lang::ConstantClass& definition : module.classes) {
    using Kind = lang::ConstantClass::Kind;
    imports.int_enum = imports.int_enum || definition.kind == Kind::kIntEnum;
    imports.int_flag = imports.int_flag || definition.kind == Kind::kIntFlag;
  }
  imports.any = std::ranges::any_of(
      module.functions, [](const lang::Function& function) { return function.any_params != 0; });
  return imports;
}

}  // namespace warploom::print
