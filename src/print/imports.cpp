#include "print/imports.h"

#include <algorithm>

#include "lang/rules.h"
#include "lang/walk.h"

namespace warploom::print {
namespace {

using lang::NumberSource;

// What the code refers to; the kernel may own expressions that were pruned.
template <typename F>
void ForEachLiveExpr(const lang::Kernel& kernel, F&& f) {
  for (const lang::Function& function : kernel.functions) {
    ForEachExprIn(kernel, function.body, f);
  }
  for (const lang::Constant& constant : kernel.constants) {
    ForEachExpr(kernel, constant.value, f);
  }
  for (const lang::ConstantClass& definition : kernel.classes) {
    for (const lang::Constant& member : definition.members) {
      ForEachExpr(kernel, member.value, f);
    }
  }
}

void NoteNumbers(const lang::Kernel& kernel, Imports& imports) {
  const bool any = std::ranges::any_of(kernel.exprs, [](const lang::Expr& expr) {
    return std::holds_alternative<lang::NamedNumber>(expr.node);
  });
  if (!any) {
    return;
  }
  ForEachLiveExpr(kernel, [&](lang::ExprId id) {
    if (const auto* number = std::get_if<lang::NamedNumber>(&kernel[id].node)) {
      imports.math = imports.math || number->source == NumberSource::kMath;
      imports.numpy = imports.numpy || number->source == NumberSource::kNumpy;
    }
  });
}

void NoteFunctions(const lang::Kernel& kernel, const lang::BuiltinTable& builtins,
                   Imports& imports) {
  if (kernel.style.math == lang::MathSource::kWarp) {
    return;
  }
  ForEachLiveExpr(kernel, [&](lang::ExprId id) {
    if (const auto* call = std::get_if<lang::BuiltinCall>(&kernel[id].node)) {
      const lang::MathSource source = SourceOf(kernel, builtins, *call);
      imports.math = imports.math || source == lang::MathSource::kMath;
      imports.numpy = imports.numpy || source == lang::MathSource::kNumpy;
    }
  });
}

}  // namespace

Imports ImportsOf(const lang::Kernel& kernel, const lang::BuiltinTable& builtins) {
  Imports imports;
  NoteNumbers(kernel, imports);
  NoteFunctions(kernel, builtins, imports);
  for (const lang::ConstantClass& definition : kernel.classes) {
    using Kind = lang::ConstantClass::Kind;
    imports.int_enum = imports.int_enum || definition.kind == Kind::kIntEnum;
    imports.int_flag = imports.int_flag || definition.kind == Kind::kIntFlag;
  }
  imports.any = std::ranges::any_of(
      kernel.functions, [](const lang::Function& function) { return function.any_params != 0; });
  return imports;
}

}  // namespace warploom::print
