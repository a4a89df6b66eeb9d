// A scan along a row from its end: discounted returns, suffix sums, backward filters.
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/loops/loop_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawBackwardScan(Sketch& s) {
  const Type real = s.real();
  const int steps = s.rng().Choose(std::array{8, 12, 16, 20, 24, 32, 50, 64});
  const std::vector<int> shape = {s.dims()[0], steps};
  const int in = Input(s, real, shape, OneOf(s, {"rewards", "gains", "signal", "costs", "deltas"}));
  const bool masked = s.rng().Chance(0.35);
  const int ends = masked ? Indices(s, shape, 2, OneOf(s, {"dones", "resets", "breaks"})) : -1;
  const bool given = s.rng().Chance(0.6);
  const std::string_view factor_name = OneOf(s, {"gamma", "decay", "discount"});
  const Val factor = given ? s.NewArg(real, 0.5, 0.99, factor_name) : s.DrawNumber(real, 0.5, 0.99);
  const int out = OutputArray(s, real, shape, OneOf(s, {"returns", "suffix", "to_go", "backward"}));
  const Val bound = Extent(s, in, 1, OneOf(s, {"num_steps", "horizon", "length"}));
  const Val running = Accumulator(s, real, OneOf(s, {"running", "acc", "future", "total"}));
  ForBackward(s, OneOf(s, {"t", "k", "step"}), bound, [&](Val t) {
    const std::array at = {s.Thread(0), t};
    Val sum = running;
    if (masked) {
      const Val ended = s.At(ends, at) != 0.0;
      s.If(ended, [&] { s.Set(sum, s.Real(0.0)); });
    }
    const Val step = s.Let(s.At(in, at), {"r", "x", "value"});
    const Val gain = s.rng().Chance(0.3) ? s.Draw(real, 1) * step : step;
    s.Set(sum, gain + factor * running);
    s.StoreAt(out, at, running);
  });
  Shown(running);
  if (s.rng().Chance(0.4)) {
    s.Output(running);
  }
}

}  // namespace

Motif BackwardScanMotif() {
  return {.name = "backward-scan",
          .family = Family::kLoops,
          .weight = 0.3,
          .draw = DrawBackwardScan,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs
