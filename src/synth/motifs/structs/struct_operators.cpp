// Complex, dual or split-complex numbers with overloaded operators: a polynomial of one, or a few
// steps of an iteration.
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

// The algebra of the two fields of a number.
enum class Algebra : uint8_t { kComplex, kDual, kSplit };

struct Operators {
  FuncId add;
  FuncId mul;
  FuncId scale;
  FuncId sub;
};

FuncId Operator(Sketch& s, std::string_view name, Type left, Type right, Type record,
                const std::function<std::array<Val, 2>(const Val& a, const Val& b)>& fields) {
  const std::array params = {Sketch::Param{left == record ? "a" : "s", left, Between(-10.0, 10.0)},
                             Sketch::Param{"b", right, {}}};
  const FuncId id = s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
    const std::array<Val, 2> parts = fields(p[0], p[1]);
    return {s.Make(record, {parts[0], parts[1]})};
  });
  s.Hide(id);
  FunctionOf(s, id).name = name;
  return id;
}

Operators DefineOperators(Sketch& s, Type record, Algebra algebra) {
  using KeyPair = std::array<Val, 2>;
  const auto sum = [&](const Val& a, const Val& b) {
    return KeyPair{s.Field(a, 0) + s.Field(b, 0), s.Field(a, 1) + s.Field(b, 1)};
  };
  const auto difference = [&](const Val& a, const Val& b) {
    return KeyPair{s.Field(a, 0) - s.Field(b, 0), s.Field(a, 1) - s.Field(b, 1)};
  };
  const auto product = [&](const Val& a, const Val& b) {
    const Val head = s.Field(a, 0) * s.Field(b, 0);
    const Val cross = s.Field(a, 0) * s.Field(b, 1) + s.Field(a, 1) * s.Field(b, 0);
    if (algebra == Algebra::kDual) {
      return KeyPair{head, cross};
    }
    const Val tail = s.Field(a, 1) * s.Field(b, 1);
    return KeyPair{algebra == Algebra::kComplex ? head - tail : head + tail, cross};
  };
  const auto scaled = [&](const Val& a, const Val& b) {
    return KeyPair{a * s.Field(b, 0), a * s.Field(b, 1)};
  };
  Operators operators;
  operators.add = Operator(s, "add", record, record, record, sum);
  operators.sub = Operator(s, "sub", record, record, record, difference);
  operators.mul = Operator(s, "mul", record, record, record, product);
  operators.scale = Operator(s, "mul", s.real(), record, record, scaled);
  return operators;
}

Val Apply(Sketch& s, FuncId function, const Val& a, const Val& b) {
  const std::array ids = {a.id, b.id};
  const lang::UserCall call{
      .function = function, .args = {}, .callee = {}, .form = lang::UserCall::Form::kOperator};
  ValueRange value_range = Unknown(b.type);
  value_range.from_input = true;
  return {&s, s.builder().UserCall(call, ids, b.type), b.type, value_range};
}

void DrawStructOperators(Sketch& s) {
  const Type real = s.real();
  const auto algebra = static_cast<Algebra>(s.rng().Below(3));
  const bool is_dual = algebra == Algebra::kDual;
  const std::string_view title = is_dual                        ? OneOf(s, {"Dual", "DualNumber"})
                                 : algebra == Algebra::kComplex ? OneOf(s, {"Complex", "Cplx"})
                                                                : "SplitComplex";
  const std::array<std::string_view, 2> names = is_dual
                                                    ? std::array<std::string_view, 2>{"val", "der"}
                                                    : std::array<std::string_view, 2>{"re", "im"};
  const Type record =
      s.NewRecord(title, Fields{{names[0], real, -2.0, 2.0}, {names[1], real, -2.0, 2.0}});
  const Operators operators = DefineOperators(s, record, algebra);
  const Val z =
      s.Let(s.ThreadElement(Records(s, record, {}, OneOf(s, {"z_in", "numbers", "inputs"}))), "z");
  const auto add = [&](const Val& a, const Val& b) { return Apply(s, operators.add, a, b); };
  const auto mul = [&](const Val& a, const Val& b) { return Apply(s, operators.mul, a, b); };
  Val result;
  if (s.rng().Chance(0.5)) {
    const Val square = s.Let(mul(z, z), "z2");
    const Val factor = s.DrawNumber(real, 0.1, 3.0);
    const Val scaled = Apply(s, operators.scale, factor, z);
    result = s.rng().Chance(0.5) ? add(square, scaled) : Apply(s, operators.sub, square, scaled);
    result = s.rng().Chance(0.4) ? add(mul(square, z), result) : result;
  } else {
    result = s.Mutable(z, "w");
    s.ForCount(Free(s, {"k", "it", "step"}), static_cast<int>(s.rng().Integer(2, 20)),
               [&](const Val&) { s.Set(result, add(mul(result, result), z)); });
  }
  const Val named = s.Let(result, "w");
  if (s.rng().Chance(0.5)) {
    return StoreRecord(s, named, OneOf(s, {"z_out", "results", "outputs"}));
  }
  s.Output(s.Field(named, 0) + s.Draw(real, 0) * s.Field(named, 1));
}

}  // namespace

Motif StructOperatorsMotif() {
  return {.name = "struct-operators",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawStructOperators};
}

}  // namespace warploom::synth::motifs
