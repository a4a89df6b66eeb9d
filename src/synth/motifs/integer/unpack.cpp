// Unpacks the bit fields of a word into fractions or integers.
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::kUint;
using lang::Type;

void DrawUnpack(Sketch& s) {
  const Layout layout = s.rng().Choose(kLayouts);
  const Type real = Precise(s);
  const Val word = Key(s, kUint, kMaxUint32);
  const int fields = layout.field_count();
  const bool hex = s.rng().Chance(0.7);
  const bool fractions = s.rng().Chance(0.6);
  std::vector<Val> parts;
  int shift = 0;
  for (int k = 0; k < fields; ++k) {
    const int bits = layout.bits[static_cast<size_t>(k)];
    const Val moved = shift == 0 ? word : Shr(word, shift);
    const bool whole = shift + bits == 32;
    const Val field = whole ? moved : moved & Word(s, MaskOf(bits), kUint, hex);
    const auto max_field = static_cast<double>(MaskOf(bits));
    const Val value =
        fractions ? s.Convert(field, real) / s.Real(max_field, real) : s.Convert(field, kInt);
    parts.push_back(s.Let(value, layout.names[static_cast<size_t>(k)]));
    shift += bits;
  }
  if (fractions && s.rng().Chance(0.6)) {
    return s.Output(s.Make(lang::VecType(fields, real.scalar), parts));
  }
  if (fractions && layout.names[1] == "g") {
    const size_t red = layout.names[0] == "r" ? 0 : 2;
    return s.Output(0.2126 * parts[red] + 0.7152 * parts[1] + 0.0722 * parts[2 - red]);
  }
  Val value = parts[0];
  for (int k = 1; k < fields; ++k) {
    value = value + parts[static_cast<size_t>(k)];
  }
  s.Output(fractions ? value / s.Real(fields, real) : FloorDiv(value, s.Int(fields)));
}

}  // namespace

Motif UnpackMotif() {
  return {.name = "unpack", .family = Family::kInteger, .weight = 0.8, .draw = DrawUnpack};
}

}  // namespace warploom::synth::motifs
