#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace warploom {

uint64_t Hash64(std::string_view bytes, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

uint64_t Hash64(std::span<const double> numbers, uint64_t seed) {
  uint64_t hash = seed;
  for (const double number : numbers) {
    const double positive_zero = number + 0.0;
    hash = XXH3_64bits_withSeed(&positive_zero, sizeof(positive_zero), hash);
  }
  return hash;
}

std::string Hex16(uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4U) {
    text[i] = kDigits[value & 0xfU];
  }
  return text;
}

}  // namespace warploom
