#pragma once

#include <cstdint>
#include <string>

namespace warploom {

// 1234567 as "1,234,567".
std::string GroupedDigits(uint64_t number);

}  // namespace warploom
