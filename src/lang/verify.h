#pragma once

#include "base/error.h"
#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::lang {

// Checks a finished kernel as data: every id is in range; every expression has the type that its
// operands give it by Warp's rules; a variable is assigned on every path before it is read; break
// and continue stand in a loop; helpers return what they say, kernels nothing; the launch plan has
// one entry per parameter. Tests run it on everything that is drawn. kInternal with the function's
// name and what is wrong.
Status Verify(const Module& module, const BuiltinTable& builtins);

}  // namespace warploom::lang
