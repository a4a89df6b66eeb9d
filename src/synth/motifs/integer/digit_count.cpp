// A histogram of one digit of each key, as a radix sort needs it.
#include <array>
#include <cstdint>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

void DrawDigitCount(Sketch& s) {
  const Type type = s.rng().Choose(std::array{lang::kUint, lang::kUint, kInt});
  const Val key = Key(s, type, type == kInt ? 2147483647.0 : kMaxUint32);
  const int bits = s.rng().Choose(std::array{4, 5, 6, 8});
  const int digits = 1 << bits;
  Val moved = key;
  if (s.rng().Chance(0.6)) {
    const Val shift = s.NewArg(kInt, 0.0, 24.0, OneOf(s, {"shift", "bit_offset"}));
    moved = key >> s.Convert(shift, type);
  } else {
    moved = Shr(key, bits * static_cast<int>(s.rng().Integer(1, 3)));
  }
  const Val digit =
      s.Let(s.Convert(moved & Word(s, static_cast<uint64_t>(digits - 1), type, s.rng().Chance(0.5)),
                      kInt),
            {"digit", "bin", "bucket"});
  const int counts = Totals(s, kInt, {digits}, OneOf(s, {"histogram", "counts", "bins"}));
  s.AtomicAdd(counts, std::array{digit}, s.Int(1));
  if (s.rng().Chance(0.4)) {
    s.Output(digit);
  }
}

}  // namespace

Motif DigitCountMotif() {
  return {.name = "digit-count", .family = Family::kInteger, .weight = 0.6, .draw = DrawDigitCount};
}

}  // namespace warploom::synth::motifs
