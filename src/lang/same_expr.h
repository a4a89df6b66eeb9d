#pragma once

#include "lang/kernel.h"

namespace warploom::lang {

// True when the two are written the same: the same operations on the same variables and numbers.
bool SameExpr(const Kernel& kernel, ExprId a, ExprId b);

}  // namespace warploom::lang
