#pragma once

#include <optional>
#include <set>
#include <string>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::fuzz {

// The first builtin of the kernel that is not among the names that another version of Warp knows,
// as "the builtin dot"; nullopt if it knows all.
std::optional<std::string> MissingBuiltin(const lang::Module& module,
                                          const lang::BuiltinTable& builtins,
                                          const std::set<std::string>& known);

// Has the module printed without wp.array[T], which Warp knows since 1.11.
void AvoidNewSyntax(lang::Module& module);

// What another version of Warp lacks by what it said of a kernel, such as "warp.ref"; nullopt if it
// refused the kernel for another reason.
std::optional<std::string> MissingByReason(const std::string& reason);

}  // namespace warploom::fuzz
