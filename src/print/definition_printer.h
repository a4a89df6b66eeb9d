#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "print/line_writer.h"

namespace warploom::print {

// The module's definitions of data that its functions refer to, in the order in which they stand:
// aliases of types, constants, classes of constants, structs, and constants that are structs.
void PrintAliases(LineWriter& out, const lang::Module& module);
void PrintConstants(LineWriter& out, const lang::Module& module,
                    const lang::BuiltinTable& builtins);
void PrintClasses(LineWriter& out, const lang::Module& module, const lang::BuiltinTable& builtins);
void PrintStructs(LineWriter& out, const lang::Module& module);
void PrintStructConstants(LineWriter& out, const lang::Module& module,
                          const lang::BuiltinTable& builtins);

}  // namespace warploom::print
