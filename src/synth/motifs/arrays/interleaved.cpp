#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Interleaved channels: RGB to luminance, or other combinations of adjacent values.
void DrawInterleaved(Sketch& s) {
  const Type real = s.real();
  const int channels = s.rng().Choose(std::array{2, 3, 3, 3, 4});
  const Val own = s.FlatThread();
  const int data = Input(s, real, {s.thread_count() * channels},
                         OneOf(s, {"pixels", "data", "rgb", "buffer", "interleaved"}), 0.0, 1.0);
  const Val base = s.Let(own * s.Int(channels), {"base", "offset", "start"});
  std::vector<Val> parts;
  static constexpr std::array<std::string_view, 4> kColors = {"r", "g", "b", "a"};
  static constexpr std::array<std::string_view, 4> kCoords = {"vx", "vy", "vz", "vw"};
  const auto& names = s.rng().Chance(0.6) ? kColors : kCoords;
  const bool explicit_zero = s.rng().Chance(0.4);
  for (int c = 0; c < channels; ++c) {
    const Val at = c == 0 && !explicit_zero ? base : base + s.Int(c);
    parts.push_back(s.Let(s.At(data, {at}), names[static_cast<size_t>(c)]));
  }
  if (s.rng().Chance(0.5)) {
    Val sum = parts[0] * s.DrawNumber(real, 0.05, 1.0);
    for (int c = 1; c < channels; ++c) {
      sum = sum + parts[static_cast<size_t>(c)] * s.DrawNumber(real, 0.05, 1.0);
    }
    s.Output(Finished(s, sum), {"", "gray", "luma", "combined"});
  } else {
    s.Output(s.Make(s.vec(channels), parts), {"", "packed", "vectors"});
  }
}

}  // namespace

Motif InterleavedMotif() {
  return {.name = "interleaved", .family = Family::kArrays, .weight = 0.8, .draw = DrawInterleaved};
}

}  // namespace warploom::synth::motifs
