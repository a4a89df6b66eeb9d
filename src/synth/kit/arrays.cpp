#include "synth/kit/arrays.h"

namespace warploom::synth::kit {

using lang::Fill;
using lang::Type;

namespace {

int Values(Sketch& s, Type element, std::vector<int> shape, std::string_view name, double low,
           double high, Access access) {
  return s.NewArray({.element = element,
                     .shape = std::move(shape),
                     .low = low,
                     .high = high,
                     .access = access,
                     .name = name});
}

int Zeros(Sketch& s, Type element, std::vector<int> shape, std::string_view name, Access access) {
  return s.NewArray({.element = element,
                     .shape = std::move(shape),
                     .fill = Fill::kZero,
                     .access = access,
                     .name = name});
}

}  // namespace

int Input(Sketch& s, Type element, std::vector<int> shape, std::string_view name, double low,
          double high) {
  return Values(s, element, std::move(shape), name, low, high, Access::kInput);
}

int InPlace(Sketch& s, Type element, std::vector<int> shape, std::string_view name, double low,
            double high) {
  return Values(s, element, std::move(shape), name, low, high, Access::kPerThread);
}

int OutputArray(Sketch& s, Type element, std::vector<int> shape, std::string_view name) {
  return Zeros(s, element, std::move(shape), name, Access::kPerThread);
}

int Totals(Sketch& s, Type element, std::vector<int> shape, std::string_view name) {
  return Zeros(s, element, std::move(shape), name, Access::kAtomic);
}

int Indices(Sketch& s, std::vector<int> shape, int extent, std::string_view name, bool holes) {
  return Input(s, lang::kInt, std::move(shape), name, holes ? -1.0 : 0.0, extent - 1.0);
}

int Permutation(Sketch& s, int n, std::string_view name) {
  return s.NewArray({.element = lang::kInt,
                     .shape = {n},
                     .fill = Fill::kPermutation,
                     .low = 0.0,
                     .high = n - 1.0,
                     .name = name});
}

Type DrawElement(Sketch& s, double vec_share) {
  if (!s.rng().Chance(vec_share)) {
    return s.real();
  }
  return s.vec(s.rng().Choose(std::array{3, 3, 3, 3, 3, 2, 4}));
}

Val ShapeOf(Sketch& s, int array, int dimension) {
  const int extent = s.arrays()[static_cast<size_t>(array)].shape[static_cast<size_t>(dimension)];
  return {&s, s.builder().Shape(s.ArrayRef(array).id, dimension), lang::kInt, Exactly(extent)};
}

Val Extent(Sketch& s, int array, int dimension, std::string_view name) {
  const int extent = s.arrays()[static_cast<size_t>(array)].shape[static_cast<size_t>(dimension)];
  switch (s.rng().Below(4)) {
    case 0:
      return ShapeOf(s, array, dimension);
    case 1:
      return s.Int(extent);
    default:
      return s.SizeArg(extent, name);
  }
}

Val SizeOrLiteral(Sketch& s, int value, const Name& name, double argument_share) {
  return s.rng().Chance(argument_share) ? s.SizeArg(value, name) : s.Int(value);
}

Val LastIndex(Sketch& s, const Val& count) {
  const auto* literal = std::get_if<lang::Literal>(&s.module()[count.id].node);
  return literal != nullptr ? s.Int(literal->integer - 1) : count - 1.0;
}

Val AsNumber(Sketch& s, const Val& count, Type real) {
  const bool is_literal = std::holds_alternative<lang::Literal>(s.module()[count.id].node);
  return is_literal ? s.Real(count.range.low, real) : s.Convert(count, real);
}

namespace {

Val Joined(bool is_and, std::span<const Val> conditions) {
  if (conditions.size() == 1) {
    return conditions[0];
  }
  Val result = {conditions[0].sketch, {}, lang::kBool, Between(0.0, 1.0)};
  std::vector<lang::ExprId> ids;
  for (const Val& condition : conditions) {
    ids.push_back(condition.id);
    result.range.from_input = result.range.from_input || condition.range.from_input;
  }
  lang::Builder& builder = result.sketch->builder();
  result.id = is_and ? builder.And(ids) : builder.Or(ids);
  return result;
}

}  // namespace

Val AllOf(std::span<const Val> conditions) { return Joined(true, conditions); }
Val AnyOf(std::span<const Val> conditions) { return Joined(false, conditions); }

Val Accumulator(Sketch& s, Type type, std::string_view name) {
  const Val sum = s.Mutable(PlainZero(s, type), name);
  s.Hide(sum);
  return sum;
}

Val Shown(const Val& accumulator) {
  accumulator.sketch->Hide(accumulator, false);
  return accumulator;
}

Val Finished(Sketch& s, const Val& value) {
  const Type scalar = lang::ScalarType(value.type.scalar);
  if (!value.type.is_float() && !value.type.is_vec()) {
    return value;
  }
  const auto beside = [&](int depth) {
    // The other operand must not read the value again: no one returns x * x + x.
    const auto* ref = std::get_if<lang::VarRef>(&s.module()[value.id].node);
    const ScopeEntry* entry = ref == nullptr ? nullptr : s.scope().Find(ref->var);
    const bool hides = entry != nullptr && !entry->is_hidden;
    if (hides) {
      s.Hide(value);
    }
    const Val drawn = s.Draw(value.type, depth);
    if (hides) {
      s.Hide(value, false);
    }
    return drawn;
  };
  switch (s.rng().Below(9)) {
    case 0:
      return value * s.DrawNumber(scalar, 0.1, 4.0);
    case 1:
      return beside(1) + value;
    case 2:
      return value * s.NewArg(scalar, 0.1, 2.0);
    case 3:
      return value.type.is_float() ? beside(1) * value : beside(2) - value;
    case 4:
      return value.type.is_float() && value.range.low < 0.0
                 ? s.Call("max", {value, s.Real(0.0, scalar)})
                 : value / s.DrawNumber(scalar, 0.5, 8.0);
    default:
      return value;
  }
}

}  // namespace warploom::synth::kit
