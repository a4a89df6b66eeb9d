#pragma once

#include <set>
#include <string>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::reference {

// What in a module Warp documents as giving gradients that are not the derivatives of what the
// kernel stores (user guide, "Differentiability", and is_differentiable of a builtin):
//
//   loop       a loop that is not unrolled carries a value from one iteration to the next which a
//              derivative depends on, or a while loop, or a jump out of a loop
//   overwrite  an array is read, and stored to other than by += and -=
//   in_place   an operation on an element of an array in place other than += and -=
//   component  components of a local vector or matrix are assigned in place of a value that it had,
//              other than the numbers that it began with, or changed by other than += and -=
//   atomic     the result of an atomic is used, or an atomic exchanges values
//   grad       wp.grad, which is a constant in the backward pass
//   custom     a gradient or a replay of the user's, or a function in C++
//   call:NAME  a builtin that is not differentiable makes floats of floats
std::set<std::string> NotDifferentiable(const lang::Module& module,
                                        const lang::BuiltinTable& builtins);

// As a comment, such as "// gradient: call:mod loop\n"; "" where gradients are derivatives.
std::string PrintNotDifferentiable(const std::set<std::string>& words);

}  // namespace warploom::reference
