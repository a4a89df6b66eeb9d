// A helper that sums another helper over a few samples.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/motifs/functions/functions_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawNestedHelpers(Sketch& s) {
  const Type real = s.real();
  const lang::FuncId inner = DefineRealFormula(s);
  const size_t inner_params = s.helpers().back().params.size();
  const std::array params = {RealParam(s, "x0"), RealParam(s, "dx")};
  const int samples = static_cast<int>(s.rng().Integer(2, 12));
  const lang::FuncId outer =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        Val sum = s.Mutable(s.Real(0.0), "sum");
        s.Hide(sum);
        s.ForCount("i", samples, [&](Val i) {
          const Val at = s.Let(p[0] + p[1] * s.Convert(i, real), "xi");
          std::vector<Val> args = {at};
          while (args.size() < inner_params) {
            args.push_back(s.Draw(real, 0));
          }
          s.Update(sum, BinaryOp::kAdd, s.CallHelper(inner, args));
        });
        return {s.rng().Chance(0.5) ? sum * p[1] : sum / s.Real(samples)};
      });
  const Val step =
      s.rng().Chance(0.5) ? s.NewArg(real, 0.01, 0.2, "step") : s.DrawNumber(real, 0.01, 0.5);
  s.Output(s.CallHelper(outer, std::array{s.DrawInput(real), step}));
}

}  // namespace

Motif NestedHelpersMotif() {
  return {.name = "nested-helpers",
          .family = Family::kFunctions,
          .weight = 1.5,
          .draw = DrawNestedHelpers};
}

}  // namespace warploom::synth::motifs
