#pragma once

#include "lang/module.h"

namespace warploom::lang {

// True when the two are written the same: the same operations on the same variables and numbers.
bool SameExpr(const Module& module, ExprId a, ExprId b);

}  // namespace warploom::lang
