#pragma once

#include <cstddef>
#include <cstdint>

namespace warploom::lang {

// Whether the parameter's bit is set in Function::any_params or ref_params. A kernel may have more
// parameters than there are bits; the bits of the others count as not set.
inline bool NamesParam(uint32_t bits, size_t index) {
  return index < 32 && ((bits >> index) & 1U) != 0;
}

}  // namespace warploom::lang
