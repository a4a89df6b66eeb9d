// Packs fractions in [0, 1] into the bit fields of a word.
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/motifs/integer/bits_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kUint;
using lang::Type;

void DrawPack(Sketch& s) {
  const Layout layout = s.rng().Choose(kLayouts);
  const Type real = Precise(s);
  const int fields = layout.field_count();
  const Type color = lang::VecType(fields, real.scalar);
  const int colors = Input(s, color, {}, OneOf(s, {"colors", "values", "pixels", ""}), 0.0, 1.0);
  const Val c = s.Let(s.ThreadElement(colors), {"c", "color", "v"});
  const bool clamps = s.rng().Chance(0.5);
  const bool adds_half = s.rng().Chance(0.6);
  std::vector<Val> parts;
  for (int k = 0; k < fields; ++k) {
    const auto max_field = static_cast<double>(MaskOf(layout.bits[static_cast<size_t>(k)]));
    const Val in = clamps ? s.Call("clamp", {c[k], s.Real(0.0, real), s.Real(1.0, real)}) : c[k];
    const Val scaled = in * max_field;
    const Val field = s.Convert(adds_half ? scaled + 0.5 : scaled, kUint);
    parts.push_back(s.Let(field, layout.names[static_cast<size_t>(k)]));
  }
  Val word = parts[0];
  int shift = 0;
  const bool high_first = s.rng().Chance(0.4);
  for (int k = 1; k < fields; ++k) {
    shift += layout.bits[static_cast<size_t>(k - 1)];
    const Val placed = Shl(parts[static_cast<size_t>(k)], shift);
    word = high_first ? placed | word : word | placed;
  }
  s.Output(word, {"packed", "rgba", "packed_out", ""});
}

}  // namespace

Motif PackMotif() {
  return {.name = "pack", .family = Family::kInteger, .weight = 0.8, .draw = DrawPack};
}

}  // namespace warploom::synth::motifs
