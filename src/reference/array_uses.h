#pragma once

#include <optional>

#include "lang/module.h"

namespace warploom::reference {

// + or -, which need no value to be differentiated.
inline bool IsSum(lang::BinaryOp op) {
  return op == lang::BinaryOp::kAdd || op == lang::BinaryOp::kSub;
}

// The variable of which `target` is a part, if no array lies between: v of v.x, m[0, 1], s.pair.
std::optional<lang::VarId> LocalRoot(const lang::Module& module, lang::ExprId target);

// Whether the module may store to an array of floats that it also reads; += and -= count as
// neither. Arrays are known by the kernel's argument or by its field of a struct that they come
// from, through views, parameters and local variables.
bool ReadsAndStores(const lang::Module& module);

}  // namespace warploom::reference
