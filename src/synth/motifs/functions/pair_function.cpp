// A helper for a pair of points: the force between them, or a weight that falls off with distance.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawPairFunction(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Chance(0.75) ? 3 : 2);
  const std::array params = {Sketch::Param{"p", vec, Between(-10.0, 10.0)},
                             Sketch::Param{"q", vec, Between(-10.0, 10.0)},
                             RealParam(s, s.rng().Chance(0.5) ? "radius" : "stiffness")};
  const bool gives_vector = s.rng().Chance(0.5);
  const lang::FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val d = s.Let(p[1] - p[0], "d");
        const Val length = s.Let(s.Call("length", {d}), "dist");
        const Val weight = s.Let(s.Draw(real, 2) * p[2], "w");
        if (gives_vector) {
          return {s.Call("normalize", {d}) * ((length - weight) * p[2])};
        }
        return {s.Select(length < p[2], weight * (p[2] - length), s.Real(0.0))};
      });
  ArraySpec other;
  other.element = vec;
  const Val a = s.Let(s.ThreadElement(s.InputArray(vec)));
  const Val b = s.ThreadElement(s.NewArray(other));
  const Val third = s.NewArg(real, 0.2, 4.0);
  s.Output(s.CallHelper(helper, std::array{a, b, third}));
}

}  // namespace

Motif PairFunctionMotif() {
  return {.name = "pair-function",
          .family = Family::kFunctions,
          .weight = 1.5,
          .draw = DrawPairFunction};
}

}  // namespace warploom::synth::motifs
