// A generic function (parameters of type Any), called for scalars and vectors of several lengths.
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/motifs/functions/functions_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

// type(x)(2.0): a number of the type of x.
Val NumberOfType(Sketch& s, const Val& x, double value) {
  const Val number = s.Real(value, x.type.is_float() ? x.type : lang::kFloat);
  Val made = ConstructLike(s, x.type, value, lang::Construct::Spelling::kTypeOf, x);
  made.range = number.range;
  return made;
}

// A formula that works for several types.
struct GenericFormula {
  std::array<std::string_view, 3> names;  // Of the helper, one of which is chosen.
  std::vector<std::string_view> params;
  size_t varying;  // How many parameters have the generic type; those after them are scalars.
  bool scalars;    // Works for scalars.
  bool vectors;    // Works for vectors.
  std::vector<Val> (*body)(Sketch& s, std::span<const Val> p);
};

const std::array<GenericFormula, 7>& Formulas() {
  using Vals = std::vector<Val>;
  static const std::array<GenericFormula, 7> kFormulas = {{
      {{"lerp_any", "mix", "interpolate"},
       {"a", "b", "t"},
       2,
       true,
       true,
       [](Sketch& s, std::span<const Val> p) -> Vals {
         return {p[0] * (NumberOfType(s, p[2], 1.0) - p[2]) + p[1] * p[2]};
       }},
      {{"blend", "weighted", "combine"},
       {"a", "b", "w"},
       2,
       true,
       true,
       [](Sketch&, std::span<const Val> p) -> Vals { return {p[0] + (p[1] - p[0]) * p[2]}; }},
      {{"square", "sq", "squared"},
       {"x"},
       1,
       true,
       false,
       [](Sketch&, std::span<const Val> p) -> Vals { return {p[0] * p[0]}; }},
      {{"norm_sq", "length_squared", "energy_of"},
       {"v"},
       1,
       false,
       true,
       [](Sketch& s, std::span<const Val> p) -> Vals { return {s.Call("dot", {p[0], p[0]})}; }},
      {{"spring_force", "restoring", "damped"},
       {"x", "v", "k", "c"},
       2,
       true,
       true,
       [](Sketch&, std::span<const Val> p) -> Vals { return {-(p[0] * p[2]) - p[1] * p[3]}; }},
      {{"reject", "remove_component", "tangential"},
       {"v", "n"},
       2,
       false,
       true,
       [](Sketch& s, std::span<const Val> p) -> Vals {
         return {p[0] - p[1] * s.Call("dot", {p[0], p[1]})};
       }},
      {{"limit", "clip", "bounded"},
       {"x", "lo", "hi"},
       3,
       true,
       false,
       [](Sketch& s, std::span<const Val> p) -> Vals {
         return {s.Call("max", {p[1], s.Call("min", {p[0], p[2]})})};
       }},
  }};
  return kFormulas;
}

// Two or three types for the generic parameters.
std::vector<Type> DrawTypes(Sketch& s, const GenericFormula& formula) {
  std::vector<Type> types;
  if (formula.scalars) {
    types = {s.real()};
  }
  if (formula.vectors) {
    types.push_back(s.vec(3));
    types.push_back(s.rng().Chance(0.7) ? s.vec(2) : s.vec(4));
  } else {
    types.push_back(s.real() == lang::kDouble ? lang::kFloat : lang::kDouble);
  }
  if (types.size() > 2 && s.rng().Chance(0.5)) {
    types.erase(types.begin() + static_cast<std::ptrdiff_t>(s.rng().Below(3)));
  }
  return types;
}

Val Argument(Sketch& s, const Sketch::Param& param) {
  if (param.type == s.real() || param.type.is_vec()) {
    return s.DrawInput(param.type);
  }
  return s.Convert(s.DrawInput(s.real()), param.type);
}

void DrawGenericHelper(Sketch& s) {
  const GenericFormula& formula = s.rng().Choose(Formulas());
  const std::vector<Type> types = DrawTypes(s, formula);
  const Type real = s.real();
  const bool varies = formula.varying == formula.params.size();
  std::vector<Params> lists;
  for (const Type type : types) {
    Params params;
    for (size_t i = 0; i < formula.params.size(); ++i) {
      const Type scalar = varies ? lang::ScalarType(type.scalar) : real;
      params.push_back(
          {formula.params[i], i < formula.varying ? type : scalar, Between(-10.0, 10.0)});
    }
    lists.push_back(std::move(params));
  }
  const std::string_view name = s.rng().Choose(formula.names);
  const std::vector<FuncId> functions =
      DefineGeneric(s, name, lists, [&](std::span<const Val> p) { return formula.body(s, p); });
  std::vector<Val> results;
  for (size_t i = 0; i < functions.size(); ++i) {
    std::vector<Val> args;
    for (const Sketch::Param& param : lists[i]) {
      args.push_back(args.size() < formula.varying ? Argument(s, param) : s.Draw(param.type, 1));
    }
    results.push_back(s.Let(s.CallHelper(functions[i], args)));
  }
  for (const Val& result : results) {
    const bool scaled = result.type == real && s.rng().Chance(0.5);
    s.Output(scaled ? result * s.Draw(real, 1) : result);
  }
}

}  // namespace

Motif GenericFunctionMotif() {
  return {.name = "generic-function",
          .family = Family::kFunctions,
          .weight = 2.0,
          .draw = DrawGenericHelper};
}

}  // namespace warploom::synth::motifs
