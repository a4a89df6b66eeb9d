#pragma once

#include <cstdint>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::lang {

struct StructuralHashes {
  uint64_t structural = 0;  // All names replaced by their position of first use.
  uint64_t masked = 0;      // The same, and every literal replaced by its type.
};

// Hashes of the kernel without names, comments, blank lines and Style: two kernels with the same
// structural hash differ only by a renaming. The hashes depend on the names of node kinds,
// operators, types and builtins, not on their order in our sources and tables. `builtins` is the
// table that the module's calls refer to.
StructuralHashes HashStructure(const Module& module,
                               const BuiltinTable& builtins = PinnedBuiltins());

}  // namespace warploom::lang
