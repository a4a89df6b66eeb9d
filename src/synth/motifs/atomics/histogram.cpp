#include <array>
#include <string_view>

#include "synth/motifs/atomics/atomics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A histogram: hist[bin(x)] += 1.
void DrawHistogram(Sketch& s) {
  const Type real = s.real();
  const int bins = static_cast<int>(s.rng().Choose(std::array{8, 10, 16, 32, 64, 100, 128, 256}));
  ArraySpec spec;
  spec.element = real;
  spec.low = 0.0;
  spec.high = 1.0;
  const Val x = s.Let(s.ThreadElement(s.NewArray(spec)));
  const Val scaled = x * s.Real(bins);
  const Val bin = s.Let(s.Call("min", {s.Convert(scaled, lang::kInt), s.Int(bins - 1)}), "bin");
  static constexpr std::array<std::string_view, 4> kNames = {"hist", "histogram", "counts", "bins"};
  const bool weighted = s.rng().Chance(0.3) && real.scalar != lang::Scalar::kFloat16;
  const int hist = AtomicArray(s, weighted ? real : lang::kInt, bins, s.rng().Choose(kNames));
  s.AtomicAdd(hist, std::array{bin}, weighted ? s.Draw(real, 1) : s.Int(1));
}

}  // namespace

Motif HistogramMotif() {
  return {.name = "histogram", .family = Family::kAtomics, .weight = 1.5, .draw = DrawHistogram};
}

}  // namespace warploom::synth::motifs
