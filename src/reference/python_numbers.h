#pragma once

#include <functional>
#include <string>

#include "lang/module.h"

namespace warploom::reference {

// The expression inside wp.static, which Python computes: its numbers are Python's, so floats are
// doubles, integers do not overflow, / divides exactly. `counter` names the variables of loops.
// Throws Unsupported.
std::string PythonNumber(const lang::Module& module, lang::ExprId id,
                         const std::function<std::string(lang::VarId)>& counter);

}  // namespace warploom::reference
