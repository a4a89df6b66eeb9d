#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "print/document.h"

namespace warploom::print {

// Appends the expression as Python.
void AppendExpr(Document& out, const lang::Module& module, const lang::BuiltinTable& builtins,
                lang::ExprId id);

}  // namespace warploom::print
