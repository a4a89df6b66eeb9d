#pragma once

#include <cstddef>
#include <cstdint>

namespace warploom::lang {

// Whether Function::any_params or ref_params names the parameter. A kernel may have more parameters
// than bits; those behind the last bit are never named.
inline bool NamesParam(uint32_t bits, size_t index) {
  return index < 32 && ((bits >> index) & 1U) != 0;
}

}  // namespace warploom::lang
