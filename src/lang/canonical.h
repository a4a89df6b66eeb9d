#pragma once

#include <cstdint>

#include "lang/module.h"

namespace warploom::lang {

struct StructuralHashes {
  uint64_t structural = 0;  // All names replaced by their position of first use.
  uint64_t masked = 0;      // The same, and every literal replaced by its type.
};

// Hashes of the kernel with names, comments, blank lines and Style taken out: two kernels with the
// same structural hash differ in nothing that a renaming does not explain.
StructuralHashes HashStructure(const Module& module);

}  // namespace warploom::lang
