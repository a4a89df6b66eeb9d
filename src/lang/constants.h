#pragma once

#include <cstdint>
#include <optional>

#include "lang/module.h"

// What is known of expressions before the kernel runs.
namespace warploom::lang {

// The value of a literal of an integer type.
std::optional<int64_t> LiteralInteger(const Module& module, ExprId id);

// The value that Warp knows an integer to have when it generates code: of a literal, a constant, a
// member or a static expression of such.
std::optional<int64_t> ConstantInteger(const Module& module, ExprId id);

// True where Warp makes a constant of the expression: it may not be changed in a loop then
// (codegen.py: materialize_redefinitions). A module's constant by its bare name is copied when it
// is assigned, so it does not count.
bool IsBareConstant(const Module& module, ExprId id);

}  // namespace warploom::lang
