#pragma once

#include <string>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::reference {

// The body of a function between its braces: its variables, then its statements. Throws
// Unsupported.
std::string Body(const lang::Module& module, const lang::BuiltinTable& builtins,
                 const lang::Function& function);

}  // namespace warploom::reference
