#include "verify/choose.h"

#include <algorithm>

#include "base/rng.h"

namespace warploom::verify {

// Floyd's algorithm (Bentley and Floyd, Communications of the ACM, 1987).
std::set<uint64_t> Choose(uint64_t wanted, uint64_t total, uint64_t seed) {
  Rng rng(seed, 0, 0);
  std::set<uint64_t> chosen;
  for (uint64_t top = total - std::min(wanted, total); top < total; ++top) {
    const uint64_t drawn = rng.Below(top + 1);
    chosen.insert(chosen.contains(drawn) ? top : drawn);
  }
  return chosen;
}

}  // namespace warploom::verify
