#include "synth/motifs/integer/bits_parts.h"

#include <cstdint>

namespace warploom::synth::motifs {

using lang::Type;

uint64_t MaskOf(int bits) { return (uint64_t{1} << static_cast<unsigned>(bits)) - 1; }

Type RealType(Sketch& s) { return s.real() == lang::kHalf ? lang::kFloat : s.real(); }

}  // namespace warploom::synth::motifs
