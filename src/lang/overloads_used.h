#pragma once

#include <string>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::lang {

// The overloads of Warp's builtins that the kernel is generated with: those it calls by name and
// those its syntax stands for (codegen.py: a + b is add, a[i] is address and load...). Sorted and
// distinct. All of them occur in the generated code; a few that Warp puts in by itself are not
// told, such as the `where` behind a branch and the `assign` at the end of a loop.
std::vector<OverloadId> OverloadsUsed(const Module& module, const BuiltinTable& builtins);

// "add#2": the builtin's name and the overload's place in Warp's list for it, the two first columns
// of data/overloads-*.tsv.
std::string KeyOf(const BuiltinTable& builtins, OverloadId id);

}  // namespace warploom::lang
