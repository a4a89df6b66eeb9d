// A function overloaded for a scalar, a vector, and a vector with a weight.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

void DrawOverloads(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(s.rng().Chance(0.7) ? 3 : 2);
  const std::string_view name = OneOf(s, {"energy", "cost", "penalty", "magnitude", "potential"});
  const std::array scalar = {RealParam(s, "x")};
  const FuncId of_scalar = s.DefineHelper(
      name, scalar,
      [&](std::span<const Val> p) -> std::vector<Val> { return {p[0] * p[0] * s.Draw(real, 1)}; });
  const std::array vector = {Sketch::Param{"v", vec, Between(-10.0, 10.0)}};
  const FuncId of_vector =
      DefineOverload(s, of_scalar, vector, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val square = s.Call("dot", {p[0], p[0]});
        return {s.rng().Chance(0.5) ? square : s.Draw(real, 1) * square};
      });
  Val total = s.Let(s.CallHelper(of_scalar, std::array{s.DrawInput(real)}));
  const Val direction = s.DrawInput(vec);
  total = total + s.CallHelper(of_vector, std::array{direction});
  if (s.rng().Chance(0.5)) {
    const std::array weighted = {vector[0], RealParam(s, "weight")};
    const FuncId third =
        DefineOverload(s, of_scalar, weighted, [&](std::span<const Val> p) -> std::vector<Val> {
          return {p[1] * s.CallHelper(of_vector, std::array{p[0]})};
        });
    const Val weight = s.Draw(real, 1);
    total = total - s.CallHelper(third, std::array{direction, weight});
  }
  s.Output(total);
}

}  // namespace

Motif OverloadsMotif() {
  return {.name = "overloads", .family = Family::kFunctions, .weight = 1.5, .draw = DrawOverloads};
}

}  // namespace warploom::synth::motifs
