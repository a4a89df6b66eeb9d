#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "print/line_writer.h"

namespace warploom::print {

// The module's definitions other than functions, in the order in which they appear: type aliases,
// constants, classes of constants, constants of their members, structs, and struct constants.
void PrintAliases(LineWriter& out, const lang::Module& module);
void PrintConstants(LineWriter& out, const lang::Module& module,
                    const lang::BuiltinTable& builtins);
void PrintClasses(LineWriter& out, const lang::Module& module, const lang::BuiltinTable& builtins);
// MODE = wp.constant(int(Mode.LINEAR))
void PrintConstantsOfClasses(LineWriter& out, const lang::Module& module,
                             const lang::BuiltinTable& builtins);
void PrintStructs(LineWriter& out, const lang::Module& module);
void PrintStructConstants(LineWriter& out, const lang::Module& module,
                          const lang::BuiltinTable& builtins);

}  // namespace warploom::print
