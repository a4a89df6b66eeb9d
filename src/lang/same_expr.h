#pragma once

#include "lang/module.h"

namespace warploom::lang {

// True when the two compute the same value in the same way: the same operations on the same
// variables, constants and numbers. How a number or an argument is spelled (0xff or 255, wp.pi or
// math.pi, by position or by name) does not count.
bool SameExpr(const Module& module, ExprId a, ExprId b);

}  // namespace warploom::lang
