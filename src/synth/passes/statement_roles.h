#pragma once

#include <cstdint>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::passes {

// The role of a statement for a reader. A run of statements of one role forms a paragraph.
enum class StatementRole : uint8_t { kRead, kCompute, kBlock, kGuard, kStore, kAtomic, kOther };

StatementRole RoleOf(const lang::Module& module, const lang::BuiltinTable& builtins,
                     const lang::Stmt& stmt);

// The variable of an array of which the expression is an element; none for any other expression.
lang::VarId ArrayOf(const lang::Module& module, lang::ExprId element);

}  // namespace warploom::synth::passes
