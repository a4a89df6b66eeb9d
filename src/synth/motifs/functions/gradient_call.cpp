// wp.grad(f)(x) or wp.grad(f)(x, y): the derivatives of a helper, stored or used for a step of
// gradient descent.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/functions_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

// A differentiable formula of x, or of x and y.
FuncId DefineSmooth(Sketch& s, Type real, bool two) {
  std::vector<Sketch::Param> params = {{"x", real, Between(-4.0, 4.0)}};
  if (two) {
    params.push_back({"y", real, Between(-4.0, 4.0)});
  }
  const FuncId id = s.DefineHelper(OneOf(s, {"potential", "loss", "objective", "energy", "height"}),
                                   params, [&](std::span<const Val> p) -> std::vector<Val> {
                                     const Val number = s.DrawNumber(real, 0.1, 4.0);
                                     const std::string_view wave = OneOf(s, {"sin", "cos", "tanh"});
                                     Val value = s.Call(wave, {p[0] * number}) * p.back();
                                     if (s.rng().Chance(0.6)) {
                                       const Val second = s.DrawNumber(real, 0.1, 4.0);
                                       value = value + second * p[0] * p[0];
                                     }
                                     if (s.rng().Chance(0.4)) {
                                       value = s.Let(value, "e");
                                       value = value * s.DrawNumber(real, 0.1, 2.0) + p.back();
                                     }
                                     return {value};
                                   });
  s.Hide(id);
  return id;
}

void DrawGradientCall(Sketch& s) {
  const Type real = Precise(s);
  const bool two = s.rng().Chance(0.5);
  const FuncId function = DefineSmooth(s, real, two);
  const Val x = s.Let(s.Convert(s.DrawInput(s.real()), real));
  std::vector<Val> args = {x};
  if (two) {
    args.push_back(s.Let(s.Draw(real, 1)));
  }
  const Val slope = GradientOf(s, function, args, real);
  const bool also_value = s.rng().Chance(0.4);
  if (two) {
    constexpr std::array<std::string_view, 2> kNames = {"dx", "dy"};
    const std::vector<Val> slopes =
        s.Unpack(kNames, slope, std::array{real, real}, std::array{slope.range, slope.range});
    const Val rate = s.DrawNumber(real, 0.01, 0.5);
    s.Output(args[0] - rate * slopes[0]);
    s.Output(args[1] - rate * slopes[1]);
  } else {
    const Val named = s.Let(slope, {"g", "slope", "dfdx"});
    s.Output(s.rng().Chance(0.5) ? x - named * s.DrawNumber(real, 0.01, 0.5) : named);
  }
  if (also_value) {
    s.Output(s.CallHelper(function, args));
  }
}

}  // namespace

Motif GradientCallMotif() {
  return {.name = "gradient-call",
          .family = Family::kFunctions,
          .weight = 0.8,
          .draw = DrawGradientCall};
}

}  // namespace warploom::synth::motifs
