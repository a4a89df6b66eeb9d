// Functions of several types: generic ones, overloads, default values.
#include <algorithm>
#include <array>

#include "synth/families/functions.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::FuncId;
using lang::Type;
using Params = std::vector<Sketch::Param>;

// type(x)(2.0): a number of the type that x has, whichever that is.
Val NumberOfType(Sketch& s, const Val& x, double value) {
  const Val number = s.Real(value, x.type.is_float() ? x.type : lang::kFloat);
  const std::array ids = {s.Real(value, lang::kFloat).id};
  const lang::ExprId id = s.builder().Construct(x.type, ids);
  auto& made = std::get<lang::Construct>(s.builder().module().exprs[id.value].node);
  made.spelling = lang::Construct::Spelling::kTypeOf;
  made.like = x.id;
  return {&s, id, x.type, number.facts};
}

// a.dtype(0.0): zero as an element of the array.
Val ZeroOf(Sketch& s, const Val& array) {
  const Type type = array.type.element();
  const std::array ids = {s.Real(0.0, lang::kFloat).id};
  const lang::ExprId id = s.builder().Construct(type, ids);
  auto& made = std::get<lang::Construct>(s.builder().module().exprs[id.value].node);
  made.spelling = lang::Construct::Spelling::kDtype;
  made.like = array.id;
  return {&s, id, type, Unknown(type)};
}

// One generic formula: its parameters' names, which of them have the type that varies, and whether
// vectors fit.
struct Formula {
  std::array<std::string_view, 3> names;  // Of helpers, to choose from.
  std::vector<std::string_view> params;
  size_t varying;  // The first so many parameters have the type that varies; the rest are scalars.
  bool scalars;    // Fits scalars...
  bool vectors;    // ...and vectors.
  std::vector<Val> (*body)(Sketch& s, std::span<const Val> p);
};

const std::array<Formula, 7>& Formulas() {
  using Vals = std::vector<Val>;
  static const std::array<Formula, 7> kFormulas = {{
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

// Two or three types for the parameters that vary.
std::vector<Type> DrawTypes(Sketch& s, const Formula& formula) {
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

}  // namespace

std::vector<FuncId> DefineGeneric(Sketch& s, std::string_view name,
                                  std::span<const std::vector<Sketch::Param>> lists,
                                  const HelperBody& body) {
  std::vector<FuncId> functions;
  uint32_t mask = 0;
  for (const Params& params : lists) {
    for (size_t i = 0; i < params.size(); ++i) {
      mask |= params[i].type != lists[0][i].type ? 1U << i : 0U;
    }
    functions.push_back(s.DefineHelper(name, params, body));
    s.Hide(functions.back());
  }
  for (const FuncId id : functions) {
    lang::Function& function = FunctionOf(s, id);
    function.any_params = mask;
    if (id != functions[0]) {
      function.name = FunctionOf(s, functions[0]).name;
      function.role = lang::Function::Role::kInstance;
      function.of = functions[0];
    }
  }
  return functions;
}

FuncId DefineOverload(Sketch& s, FuncId other, std::span<const Sketch::Param> params,
                      const HelperBody& body) {
  const std::string name = FunctionOf(s, other).name;
  const FuncId id = s.DefineHelper(name, params, body);
  FunctionOf(s, id).name = name;
  return id;
}

// One small function for scalars and vectors of several lengths.
void DrawGenericHelper(Sketch& s) {
  const Formula& formula = s.rng().Choose(Formulas());
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

// A sum over a part of an array, whatever its elements are.
void DrawGenericReduction(Sketch& s) {
  const Type real = s.real();
  const int width = s.rng().Choose(std::array{3, 4, 6, 8, 16});
  const int count = s.thread_count();
  const std::array types = {real, s.rng().Chance(0.5) ? s.vec(3) : s.vec(2)};
  const bool weighted = s.rng().Chance(0.5);
  const bool from_zero = real == lang::kFloat && s.rng().Chance(0.5);
  std::vector<Params> lists;
  std::vector<int> arrays;
  for (const Type type : types) {
    ArraySpec spec;
    spec.element = type;
    spec.shape = {count * width};
    spec.name = type == real ? OneOf(s, {"values", "samples", "weights"})
                             : OneOf(s, {"points", "vectors", "offsets"});
    arrays.push_back(s.NewArray(spec));
    lists.push_back({{"data", lang::ArrayOf(type, 1), Between(-10.0, 10.0)},
                     {"start", lang::kInt, Between(0.0, count * width - width)},
                     {"count", lang::kInt, Between(width, width)},
                     {"scale", real, Between(-10.0, 10.0)}});
    if (!weighted) {
      lists.back().pop_back();
    }
  }
  const auto body = [&](std::span<const Val> p) -> std::vector<Val> {
    const int data = s.AsArray(p[0], {count * width}, Between(-10.0, 10.0));
    Val sum = s.Mutable(from_zero ? ZeroOf(s, p[0]) : s.At(data, {p[1]}), "acc");
    s.Hide(sum);
    s.For("i", s.Int(from_zero ? 0 : 1), p[2], 0,
          [&](const Val& i) { s.Update(sum, BinaryOp::kAdd, s.At(data, {p[1] + i})); });
    return {weighted ? sum * p[3] : sum};
  };
  const auto functions =
      DefineGeneric(s, OneOf(s, {"sum_range", "segment_sum", "gather_sum"}), lists, body);
  const Val first = s.Let(s.FlatThread() * s.Int(width), OneOf(s, {"start", "base", "first"}));
  for (size_t i = 0; i < functions.size(); ++i) {
    std::vector<Val> args = {s.ArrayRef(arrays[i]), first, s.Int(width)};
    if (weighted) {
      args.push_back(s.Draw(real, 1));
    }
    Val sum = s.CallHelper(functions[i], args);
    sum.facts.from_input = true;
    s.Output(sum);
  }
}

// One name for a scalar, a vector, and a vector with a weight.
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

// A function whose last parameters have defaults, called with and without them.
void DrawDefaults(Sketch& s) {
  const Type real = Precise(s);
  static constexpr std::array<std::string_view, 6> kNames = {"scale", "bias",  "eps",
                                                             "gain",  "alpha", "offset"};
  const size_t count = 1 + s.rng().Below(3);
  const size_t first = s.rng().Below(4);
  Params params = {{"x", real, Between(-10.0, 10.0)}};
  std::vector<Val> values;
  for (size_t i = 0; i < count; ++i) {
    params.push_back({kNames[(first + i) % kNames.size()], real, Between(-10.0, 10.0)});
    values.push_back(s.DrawLiteral(real, 0.05, 4.0));
  }
  const FuncId helper =
      s.DefineHelper(HelperName(s), params, [&](std::span<const Val> p) -> std::vector<Val> {
        Val value = s.Draw(real, 1) * p[0];
        for (size_t i = 1; i < p.size(); ++i) {
          value = i % 2 == 1 ? value * p[i] : value + p[i];
        }
        return {value};
      });
  s.Hide(helper);
  for (const Val& value : values) {
    FunctionOf(s, helper).defaults.push_back(value.id);
  }
  const size_t calls = 1 + s.rng().Below(3);
  for (size_t call = 0; call < calls; ++call) {
    std::vector<Val> args = {s.Convert(s.DrawInput(s.real()), real)};
    const size_t named = s.rng().Below(count + 1);
    for (size_t i = 0; i < count; ++i) {
      args.push_back(i == named ? s.DrawLiteral(real, 0.05, 4.0) : values[i]);
    }
    const Val value = s.CallHelper(helper, args);
    if (named > 0) {
      std::get<lang::UserCall>(s.builder().module().exprs[value.id.value].node).by_position = 1;
    }
    s.Output(value);
  }
}

}  // namespace warploom::synth
