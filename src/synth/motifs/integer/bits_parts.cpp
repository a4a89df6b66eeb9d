#include "synth/motifs/integer/bits_parts.h"

#include <cstdint>

namespace warploom::synth::motifs {

using lang::Type;

double MaxWord(Type type) { return type == lang::kUint ? kMaxUint32 : 9007199254740992.0; }

uint64_t MaskOf(int bits) { return (uint64_t{1} << static_cast<unsigned>(bits)) - 1; }

}  // namespace warploom::synth::motifs
