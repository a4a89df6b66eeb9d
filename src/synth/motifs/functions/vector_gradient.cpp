// wp.grad(f)(p) of a scalar field: a surface normal, a force or a step of gradient descent.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/motifs/functions/functions_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

void DrawVectorGradient(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = lang::VecType(s.rng().Chance(0.7) ? 3 : 2, real.scalar);
  const std::array params = {Sketch::Param{"p", vec, Between(-5.0, 5.0)}};
  const FuncId function =
      s.DefineHelper(OneOf(s, {"surface", "distance_field", "potential", "scalar_field"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val size = s.DrawNumber(real, 0.2, 2.0);
                       const Val wave = s.Call("sin", {p[0].x() * size}) * p[0].y();
                       return {s.rng().Chance(0.5) ? s.Call("length", {p[0]}) - wave
                                                   : s.Call("dot", {p[0], p[0]}) * size + wave};
                     });
  s.Hide(function);
  const Val p = Read(s, vec, {"points", "positions", "samples"}, {"p", "x", "q"});
  const Val slope =
      s.Let(GradientOf(s, function, std::array{p}, vec), {"g", "n", "normal", "grad_p"});
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(s.Call("normalize", {slope}), {"normals", "directions"});
    case 1:
      return s.Output(-slope, {"forces", "descent"});
    default:
      return s.Output(p - slope * s.DrawNumber(real, 0.01, 0.5));
  }
}

}  // namespace

Motif VectorGradientMotif() {
  return {.name = "vector-gradient",
          .family = Family::kFunctions,
          .weight = 0.6,
          .draw = DrawVectorGradient};
}

}  // namespace warploom::synth::motifs
