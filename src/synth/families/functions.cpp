// User functions: helpers that a person would factor out, several results, helpers calling helpers.
#include "synth/families/functions.h"

#include <algorithm>
#include <array>

#include "synth/families/families.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

// A scalar formula of two or three parameters, called on this thread's inputs.
lang::FuncId DefineFormula(Sketch& s) {
  static constexpr std::array<std::string_view, 9> kNames = {"x", "y", "a",  "b", "t",
                                                             "r", "h", "c0", "w"};
  std::vector<Sketch::Param> params;
  const size_t first = s.rng().Below(4);
  for (size_t i = 0; i < 2 + s.rng().Below(2); ++i) {
    params.push_back(RealParam(s, kNames[first + i]));
  }
  return s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
    Val value = s.Draw(s.real(), 2);
    if (s.rng().Chance(0.6)) {
      value = s.Let(value);
      value = s.Draw(s.real(), 1) * p[0] + value;
    }
    return {value};
  });
}

std::vector<Val> DrawArguments(Sketch& s, lang::FuncId helper, int depth) {
  const auto helpers = s.helpers();
  const auto info =
      std::find_if(helpers.begin(), helpers.end(), [&](const auto& h) { return h.id == helper; });
  const std::vector<Type> types = info->params;
  std::vector<Val> args;
  for (size_t i = 0; i < types.size(); ++i) {
    args.push_back(i == 0 ? s.DrawInput(types[i]) : s.Draw(types[i], depth));
  }
  return args;
}

void DrawFormulaCall(Sketch& s) {
  const lang::FuncId helper = DefineFormula(s);
  const Val value = s.Let(s.CallHelper(helper, DrawArguments(s, helper, 1)));
  s.Output(s.rng().Chance(0.5) ? value : s.Draw(s.real(), 1) + value);
}

// A clamp-like piecewise function with early returns for its pieces.
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

// Several results: a value and its derivative, or two parts of a split.
void DrawSeveralResults(Sketch& s) {
  const Type real = s.real();
  const std::array params = {RealParam(s, "x"), RealParam(s, "k")};
  const bool third = s.rng().Chance(0.3);
  const lang::FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val value = s.Let(s.Draw(real, 2) + p[1] * p[0], "value");
        const Val slope = s.Let(s.Draw(real, 1) * p[1], "slope");
        std::vector<Val> results = {value, slope};
        if (third) {
          results.push_back(value * value + slope * slope);
        }
        return results;
      });
  const std::array names = {std::string_view("value"), std::string_view("slope"),
                            std::string_view("norm")};
  const std::array args = {s.Draw(real, 1), s.Draw(real, 0)};
  const std::vector<Val> parts = s.CallHelperAll(helper, args, names);
  if (s.rng().Chance(0.5)) {
    s.Output(parts[0] - s.DrawNumber(real, 0.05, 0.9) * parts[1]);
  } else {
    s.Output(parts[0]);
    s.Output(parts[1]);
  }
  if (third) {
    s.Output(parts[2]);
  }
}

// Helpers that call each other: an inner weight and an outer sum over a few samples.
void DrawNestedHelpers(Sketch& s) {
  const Type real = s.real();
  const lang::FuncId inner = DefineFormula(s);
  const size_t inner_params = s.helpers().back().params.size();
  const std::array params = {RealParam(s, "x0"), RealParam(s, "dx")};
  const int samples = static_cast<int>(s.rng().Between(2, 12));
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

// A function over vectors: force, weight or distance between two points.
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
  const Val a = s.Let(s.Own(s.InputArray(vec)));
  const Val b = s.Own(s.NewArray(other));
  const Val third = s.NewArg(real, 0.2, 4.0);
  s.Output(s.CallHelper(helper, std::array{a, b, third}));
}

constexpr std::array kMotifs = {
    Motif{"formula", 2.0, DrawFormulaCall},
    Motif{"piecewise", 1.5, DrawPiecewise},
    Motif{"several-results", 1.5, DrawSeveralResults},
    Motif{"nested-helpers", 1.5, DrawNestedHelpers},
    Motif{"pair-function", 1.5, DrawPairFunction},
    Motif{"generic-function", 2.0, DrawGenericHelper},
    Motif{"generic-reduction", 0.8, DrawGenericReduction},
    Motif{"overloads", 1.5, DrawOverloads},
    Motif{"default-values", 1.5, DrawDefaults},
    Motif{"function-argument", 1.5, DrawFunctionArgument},
    Motif{"function-choice", 0.8, DrawFunctionChoice},
    Motif{"function-alias", 0.8, DrawFunctionAlias},
    Motif{"vector-gradient", 0.6, DrawVectorGradient},
    Motif{"replay", 0.6, DrawReplay},
    Motif{"element-reference", 0.6, DrawElementReference},
    Motif{"last-components", 0.6, DrawLastComponents},
    Motif{"native-function", 1.2, DrawNativeCurve},
    Motif{"native-hash", 0.6, DrawNativeBits},
    Motif{"native-effect", 0.6, DrawNativeEffect},
    Motif{"gradient", 0.8, DrawGradientCall},
    Motif{"custom-gradient", 0.6, DrawCustomGradient},
    Motif{"pairs", 1.0, DrawPairs},
    Motif{"swaps", 1.0, DrawSwaps},
    Motif{"tuple-result", 0.8, DrawTupleResult},
    Motif{"references", 0.8, DrawReferences},
};

}  // namespace

Family FunctionsFamily() {
  return {"functions", "helper functions: several results, of several types, as values", 1.0, 1, 3,
          kMotifs};
}

}  // namespace warploom::synth
