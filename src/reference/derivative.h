#pragma once

#include <string>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::reference {

// The C++ name of what wp.grad makes of a function of the module.
std::string DerivativeName(const lang::Module& module, lang::FuncId function);

// The functions that stand for wp.grad(f) of each f that the module calls so: of the parameters of
// f, they give its derivative with respect to each where the adjoint of its result is 1 (Warp's
// documentation of wp.grad). Written by reverse accumulation over the AST of f, with Warp's native
// adjoint of each operation (native/*.h), so that roundings are those of Warp. f may be assignments
// to new variables and one return of a value. Throws Unsupported for others.
std::string Derivatives(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::reference
