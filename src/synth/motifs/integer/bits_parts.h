#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// The bit fields of a packed word, from the lowest.
struct Layout {
  std::array<int, 4> bits;  // 0: no field.
  std::array<std::string_view, 4> names;

  int field_count() const { return bits[3] > 0 ? 4 : bits[2] > 0 ? 3 : 2; }
};

inline constexpr std::array<Layout, 6> kLayouts = {{
    {{8, 8, 8, 8}, {"r", "g", "b", "a"}},
    {{8, 8, 8, 0}, {"r", "g", "b", ""}},
    {{5, 6, 5, 0}, {"b", "g", "r", ""}},
    {{10, 10, 10, 2}, {"x", "y", "z", "w"}},
    {{16, 16, 0, 0}, {"u", "v", "", ""}},
    {{11, 11, 10, 0}, {"r", "g", "b", ""}},
}};

inline constexpr double kMaxUint32 = 4294967295.0;

// An upper bound of words of the type: the largest of 32 bits, or 2^53 for 64 bits, because a
// larger bound is not exact as a double.
double MaxWord(lang::Type type);

// A mask of the lowest bits.
uint64_t MaskOf(int bits);

}  // namespace warploom::synth::motifs
