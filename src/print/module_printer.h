#pragma once

#include <string>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::print {

// The kernel as a complete Python module, ready to import: comment, imports, type aliases,
// constants, structs, functions and the kernel, each as the kernel's Style says.
std::string PrintModule(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::print
