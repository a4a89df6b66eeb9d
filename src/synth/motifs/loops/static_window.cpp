// A loop over a window whose size Python computes: range(wp.static(2 * RADIUS + 1)).
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawStaticWindow(Sketch& s) {
  const Type real = s.real();
  const int radius = static_cast<int>(s.rng().Integer(1, 4));
  const int n = s.dims()[0];
  const int in = Input(s, real, {n + 2 * radius}, OneOf(s, {"padded", "values", "signal"}));
  const Val reach = s.NewConstant({"RADIUS", "HALO", "REACH"}, s.Int(radius));
  const Val size = s.Static(2.0 * reach + 1.0);
  const bool best = s.rng().Chance(0.4);
  const Val start = best ? s.At(in, {s.Thread(0)}) : s.Real(0.0);
  Val sum = s.Mutable(start, {"acc", "result", "level"});
  s.Hide(sum);
  const std::string_view pick = OneOf(s, {"max", "min"});
  s.For({"k", "j", "offset"}, Val{}, size, 0, [&](Val k) {
    const Val x = s.At(in, {s.Thread(0) + k});
    if (best) {
      return s.Set(sum, s.Call(pick, {sum, x}));
    }
    s.Update(sum, BinaryOp::kAdd, s.rng().Chance(0.5) ? x : s.Draw(real, 1) * x);
  });
  s.Hide(sum, false);
  const bool mean = !best && s.rng().Chance(0.5);
  if (mean && real == lang::kFloat) {
    const Val inverse = 1.0 / s.Convert(2.0 * reach + 1.0, lang::kFloat);
    return s.Output(sum * s.Static(inverse));
  }
  s.Output(sum);
}

}  // namespace

Motif StaticWindowMotif() {
  return {.name = "static-window",
          .family = Family::kLoops,
          .weight = 0.4,
          .draw = DrawStaticWindow,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs
