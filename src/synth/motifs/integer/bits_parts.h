#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

struct Layout {
  std::array<int, 4> bits;  // Of each field from the lowest; 0: no field.
  std::array<std::string_view, 4> names;
};

inline constexpr std::array<Layout, 6> kLayouts = {{
    {{8, 8, 8, 8}, {"r", "g", "b", "a"}},
    {{8, 8, 8, 0}, {"r", "g", "b", ""}},
    {{5, 6, 5, 0}, {"b", "g", "r", ""}},
    {{10, 10, 10, 2}, {"x", "y", "z", "w"}},
    {{16, 16, 0, 0}, {"u", "v", "", ""}},
    {{11, 11, 10, 0}, {"r", "g", "b", ""}},
}};

uint64_t MaskOf(int bits);

lang::Type RealType(Sketch& s);

}  // namespace warploom::synth::motifs
