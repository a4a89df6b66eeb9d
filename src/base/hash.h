#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace warploom {

// XXH3 of the bytes; stable across machines and versions of the library.
uint64_t Hash64(std::string_view bytes, uint64_t seed = 0);

// 16 lower-case hex digits.
std::string Hex16(uint64_t value);

}  // namespace warploom
