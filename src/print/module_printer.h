#pragma once

#include <string>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::print {

// The kernel as a complete Python module: comment, imports, type aliases, constants, structs,
// functions and the kernel, printed in the module's Style.
std::string PrintModule(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::print
