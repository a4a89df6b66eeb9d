#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace warploom {

// XXH3 of the bytes; stable across machines and versions of the library.
uint64_t Hash64(std::string_view bytes, uint64_t seed = 0);

// The same of numbers; -0.0 and 0.0 are the same number.
uint64_t Hash64(std::span<const double> numbers, uint64_t seed);

// The hash as a number in [0, 1) with 53 random bits.
inline double UnitOfHash(uint64_t hash) { return static_cast<double>(hash >> 11U) * 0x1.0p-53; }

// 16 lower-case hex digits.
std::string Hex16(uint64_t value);

}  // namespace warploom
