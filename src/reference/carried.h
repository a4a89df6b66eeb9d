#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::reference {

// Whether the backward pass of a function may lack a value: Warp does not run loops again that it
// does not unroll, but for the iteration at hand (user guide, "Dynamic Loops"), so what is carried
// from one iteration to the next has its first value there, and behind the loop as well.
//
// True for while loops, for jumps out of such a loop, and for variables that live longer than an
// iteration, unless they only gather sums whose value no derivative depends on.
bool CarriesValues(const lang::Module& module, const lang::BuiltinTable& builtins,
                   const lang::Function& function);

}  // namespace warploom::reference
