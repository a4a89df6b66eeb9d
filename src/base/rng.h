#pragma once

#include <cstdint>
#include <span>

#include "base/check.h"
#include "base/hash.h"

namespace warploom {

// xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64. The distributions are
// implemented here, with integers wherever floating point could differ between machines: a seed
// gives the same draws with every compiler and standard library.
class Rng {
 public:
  // One independent stream per (seed, index, attempt).
  Rng(uint64_t seed, uint64_t index, uint64_t attempt);

  uint64_t Next();

  // Uniform in [0, bound); bound > 0.
  uint64_t Below(uint64_t bound);

  // Uniform in [low, high], both included.
  int64_t Integer(int64_t low, int64_t high);

  // Uniform in [0, 1) with 53 random bits.
  double Unit() { return UnitOfHash(Next()); }

  // True with the given probability in [0, 1].
  bool Chance(double probability) { return Unit() < probability; }

  // An index of `weights`, drawn by weight. At least one weight must be positive.
  size_t Pick(std::span<const double> weights);

  // One element of a non-empty container with operator[] and size().
  template <typename Container>
  decltype(auto) Choose(const Container& items) {
    WARPLOOM_CHECK(items.size() > 0, "Choose needs at least one item");
    return items[Below(items.size())];
  }

 private:
  uint64_t state_[4];
};

}  // namespace warploom
