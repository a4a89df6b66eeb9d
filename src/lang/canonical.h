#pragma once

#include <cstdint>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::lang {

struct StructuralHashes {
  uint64_t structural = 0;  // All names replaced by their position of first use.
  uint64_t masked = 0;      // The same, and every literal replaced by its type.
};

// Hashes of the kernel with names, comments, blank lines and Style taken out: two kernels with the
// same structural hash differ in nothing that a renaming does not explain. They depend on the names
// of node kinds, operators, types and builtins, not on the order in which our sources and tables
// list them. `builtins` is the table that the module's calls refer to.
StructuralHashes HashStructure(const Module& module,
                               const BuiltinTable& builtins = PinnedBuiltins());

}  // namespace warploom::lang
