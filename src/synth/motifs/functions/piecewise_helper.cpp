// A helper that computes a piecewise function with if, elif and else.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawPiecewise(Sketch& s) {
  const Type real = s.real();
  const std::array params = {RealParam(s, "x"), RealParam(s, "edge")};
  const lang::FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        Val result = s.Mutable(s.Draw(real, 1), "result");
        s.Hide(result);
        const std::array conditions = {p[0] < -p[1], p[0] < p[1]};
        const bool three = s.rng().Chance(0.6);
        s.IfChain(
            std::span(conditions).first(three ? 2 : 1),
            [&](int i) {
              s.Set(result, i == 0 ? p[0] * s.DrawNumber(real, 0.01, 0.5) : s.Draw(real, 2));
            },
            true);
        return {result};
      });
  const Val x = s.Draw(real, 1);
  const Val edge =
      s.rng().Chance(0.5) ? s.DrawNumber(real, 0.1, 2.0) : s.NewArg(real, 0.1, 2.0, "threshold");
  s.Output(s.CallHelper(helper, std::array{x, edge}));
}

}  // namespace

Motif PiecewiseHelperMotif() {
  return {.name = "piecewise-helper",
          .family = Family::kFunctions,
          .weight = 1.5,
          .draw = DrawPiecewise};
}

}  // namespace warploom::synth::motifs
