#pragma once

#include <cstdint>
#include <optional>

#include "lang/module.h"

// Constant evaluation of expressions.
namespace warploom::lang {

// The value of a literal of an integer type.
std::optional<int64_t> LiteralInteger(const Module& module, ExprId id);

// The value of an integer that Warp knows when it generates code: a literal, a constant, a member
// or a static expression of these.
std::optional<int64_t> ConstantInteger(const Module& module, ExprId id);

// True if Warp compiles the expression to a constant: a variable initialized with it may not be
// changed in a loop (codegen.py: materialize_redefinitions). A module constant that is referred to
// by name is copied when it is assigned, so it does not count.
bool IsBareConstant(const Module& module, ExprId id);

}  // namespace warploom::lang
