#pragma once

#include "lang/module.h"

namespace warploom::lang {

// True if both expressions apply the same operations to the same variables, constants and numbers.
// The spelling of numbers and arguments (0xff or 255, wp.pi or math.pi, by position or by name)
// does not matter.
bool SameExpr(const Module& module, ExprId a, ExprId b);

}  // namespace warploom::lang
