#pragma once

#include <string>

#include "base/error.h"
#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::reference {

// The module's kernel as plain, structured C++: variables that are assigned, if, for and while, the
// operators of C++ on scalars and Warp's native functions (warp/native/*.h) by name for builtins.
// It is written from what Warp's documentation says a construct means, not from what Warp's
// generator prints, so that the two can be compared by running them (docs/verification.md).
//
// The text stands behind Warp's module header and python/warploom/reference_runtime/. It begins
// with the comments of order.h and defines struct Arguments and template <int N> void Launch(const
// wp::launch_bounds_t<N>&, const Arguments&).
//
// Fails with kUsage and a reason, such as "wp.grad of pow", for what has no reference.
Result<std::string> PrintReference(const lang::Module& module, const lang::BuiltinTable& builtins);

// The text that stands for the reference of a kernel that has none: a comment that says why.
std::string NoReference(const std::string& why);

// The reference, or NoReference.
std::string PrintReferenceOrReason(const lang::Module& module, const lang::BuiltinTable& builtins);

}  // namespace warploom::reference
