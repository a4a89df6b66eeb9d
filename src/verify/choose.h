#pragma once

#include <cstdint>
#include <set>

namespace warploom::verify {

// `wanted` of the numbers 0 to total - 1, or all when there are no more; each set of them is as
// likely as any other, and follows from the seed.
std::set<uint64_t> Choose(uint64_t wanted, uint64_t total, uint64_t seed);

}  // namespace warploom::verify
