#include "base/rng.h"

#include <bit>

namespace warploom {
namespace {

uint64_t SplitMix64(uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

}  // namespace

Rng::Rng(uint64_t seed, uint64_t index, uint64_t attempt) {
  uint64_t state = seed;
  state = SplitMix64(state) ^ index;
  state = SplitMix64(state) ^ attempt;
  for (uint64_t& word : state_) {
    word = SplitMix64(state);
  }
}

uint64_t Rng::Next() {
  const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

uint64_t Rng::Below(uint64_t bound) {
  WARPLOOM_CHECK(bound > 0, "Below needs a positive bound");
  // Rejects the few values that would make small remainders more likely.
  const uint64_t threshold = (0 - bound) % bound;
  for (;;) {
    const uint64_t value = Next();
    if (value >= threshold) {
      return value % bound;
    }
  }
}

int64_t Rng::Integer(int64_t low, int64_t high) {
  WARPLOOM_CHECK(low <= high, "Integer needs low <= high");
  const uint64_t span = static_cast<uint64_t>(high) - static_cast<uint64_t>(low) + 1;
  const uint64_t offset = span == 0 ? Next() : Below(span);
  return static_cast<int64_t>(static_cast<uint64_t>(low) + offset);
}

size_t Rng::Pick(std::span<const double> weights) {
  double total = 0.0;
  for (const double weight : weights) {
    total += weight;
  }
  WARPLOOM_CHECK(total > 0.0, "Pick needs a positive weight");
  double rest = Unit() * total;
  size_t last = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0.0) {
      continue;
    }
    last = i;
    rest -= weights[i];
    if (rest < 0.0) {
      return i;
    }
  }
  return last;
}

}  // namespace warploom
