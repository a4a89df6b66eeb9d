#pragma once

#include <string>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::lang {

// The overloads of Warp's builtins that the kernel compiles to, sorted and distinct: those it calls
// by name and those of its syntax (codegen.py: a + b is add, a[i] is address and load). All of them
// occur in the generated code. A few that Warp inserts by itself are missing, such as the `where`
// after a branch and the `assign` at the end of a loop.
std::vector<OverloadId> OverloadsUsed(const Module& module, const BuiltinTable& builtins);

// "add#2": the builtin's name and the overload's index in Warp's list, the first two columns of
// data/overloads-*.tsv.
std::string KeyOf(const BuiltinTable& builtins, OverloadId id);

}  // namespace warploom::lang
