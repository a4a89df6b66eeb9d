#pragma once

#include "lang/module.h"

namespace warploom::lang {

// wp.static((f, g)[k])(x) with the counter k of a loop that Warp unrolls: another function in each
// turn. `function` of the call is the first of them; all have the same parameters.
struct FunctionList {
  ExprList functions;  // Callees; empty for any other call.
  ExprId index;
};
FunctionList FunctionsByCounter(const Module& module, const UserCall& call);

}  // namespace warploom::lang
