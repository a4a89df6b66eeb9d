// A function with a custom gradient (@wp.func_grad), since the generated one is infinite at zero.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::FuncId;
using lang::Type;

void DrawCustomGradient(Sketch& s) {
  const Type real = Precise(s);
  const bool root = s.rng().Chance(0.6);
  const std::array params = {Sketch::Param{"x", real, Between(0.0, 100.0)}};
  const std::string_view name = root ? OneOf(s, {"safe_sqrt", "stable_sqrt", "sqrt_guarded"})
                                     : OneOf(s, {"safe_log", "stable_log", "log_guarded"});
  const FuncId function =
      s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
        return {root ? s.Call("sqrt", {p[0]}) : s.Call("log", {p[0] + s.Real(1.0, real)})};
      });
  s.Hide(function);
  const std::array adjoint_params = {params[0],
                                     Sketch::Param{"adj_ret", real, Between(-10.0, 10.0)}};
  const double edge = s.rng().Choose(std::array{1e-6, 1e-4, 1e-3});
  const FuncId gradient =
      s.DefineHelper("adj_" + FunctionOf(s, function).name, adjoint_params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val adjoint{&s, s.builder().Adjoint(p[0].id), real, Unknown(real)};
                       const Val half = s.Real(0.5, real);
                       s.If(p[0] > s.Real(edge, real), [&] {
                         const Val slope = root ? half / s.Call("sqrt", {p[0]})
                                                : s.Real(1.0, real) / (p[0] + s.Real(1.0, real));
                         s.UpdatePart(adjoint, BinaryOp::kAdd, slope * p[1]);
                       });
                       return {};
                     });
  s.Hide(gradient);
  FunctionOf(s, gradient).role = lang::Function::Role::kGrad;
  FunctionOf(s, gradient).of = function;
  const Val x = s.Fit(s.Convert(s.DrawInput(s.real()), real), Domain::kNonNegative);
  s.Output(s.CallHelper(function, std::array{x}));
}

}  // namespace

Motif CustomGradientMotif() {
  return {.name = "custom-gradient",
          .family = Family::kFunctions,
          .weight = 0.6,
          .draw = DrawCustomGradient};
}

}  // namespace warploom::synth::motifs
