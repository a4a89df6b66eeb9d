#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "print/line_writer.h"

namespace warploom::print {

// Writes the statements as Python, indented by `depth` levels.
void PrintStatements(LineWriter& out, const lang::Module& module,
                     const lang::BuiltinTable& builtins, lang::StmtList statements, int depth);

}  // namespace warploom::print
