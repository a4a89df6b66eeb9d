#include "synth/kit/arguments.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::Type;

namespace {

std::string UpperCase(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return upper;
}

// A constant of that name; an existing one is used again if its value is in the range.
Val NumberNamed(Sketch& s, Type type, std::string_view name, Range range) {
  const std::string upper = UpperCase(name);
  for (uint32_t i = 0; i < s.module().constants.size(); ++i) {
    const lang::Constant& known = s.module().constants[i];
    const auto* literal = std::get_if<lang::Literal>(&s.module()[known.value].node);
    if (known.name == upper && known.type == type && literal != nullptr &&
        literal->real >= range.low && literal->real <= range.high) {
      return {&s, s.builder().Const(lang::ConstId{i}), type, Exactly(literal->real)};
    }
  }
  const double value =
      std::round((range.low + (range.high - range.low) * s.rng().Unit()) * 100.0) / 100.0;
  return s.NewConstant(upper, s.Real(std::clamp(value, range.low, range.high), type));
}

// NAME = wp.vec3(...), for values that do not depend on the launch, such as gravity or an axis.
Val VectorConstant(Sketch& s, Type type, Words names, Range range) {
  const Type scalar = lang::ScalarType(type.scalar);
  const std::string name = UpperCase(OneOf(s, names));
  std::vector<Val> parts;
  const auto axis = static_cast<int>(s.rng().Below(type.rows));
  for (int i = 0; i < type.rows; ++i) {
    const double random = range.low + (range.high - range.low) * s.rng().Unit();
    const double rounded = std::clamp(std::round(random * 10.0) / 10.0, range.low, range.high);
    const double unit = i == axis ? 1.0 : 0.0;
    parts.push_back(s.Real(range.fill == lang::Fill::kUnit ? unit : rounded, scalar));
  }
  Val value = s.NewConstant(name, s.Make(type, parts));
  value.range.unit = range.fill == lang::Fill::kUnit;
  value.range.nonzero = value.range.unit;
  return value;
}

Val NumberOrConstant(Sketch& s, Type type, Words names, Range range) {
  if (s.module().constants.size() < 4 && s.rng().Chance(0.6)) {
    return NumberNamed(s, type, OneOf(s, names), range);
  }
  return s.DrawLiteral(type, range.low, range.high);
}

}  // namespace

Val Arg(Sketch& s, Type type, Words names, Range range) {
  for (const ScopeEntry& entry : s.scope().entries()) {
    if (entry.var.is_valid() && !entry.is_hidden && !entry.is_mutable && entry.value.type == type &&
        IsOneOf(s.module()[entry.var].name, names) &&
        entry.value.range.IsWithin(range.low, range.high) &&
        (range.fill != lang::Fill::kUnit || entry.value.range.unit)) {
      return entry.value;
    }
  }
  if (type.is_vec() && type.rows <= 4 && s.in_kernel() && s.StyleChoice("vector constants", 0.08)) {
    return VectorConstant(s, type, names, range);
  }
  return s.NewArg(type, range.low, range.high, OneOf(s, names), range.fill);
}

Val Parameter(Sketch& s, Type type, Words names, Range range) {
  if (s.rng().Chance(0.35)) {
    return Arg(s, type, names, range);
  }
  const int array = InputNamed(s, type, names, range);
  s.ReadByIndex(array);
  return s.ThreadElement(array);
}

Val SharedValue(Sketch& s, Type type, Words names, Range range) {
  return !type.is_scalar() || s.rng().Chance(0.6) ? Arg(s, type, names, range)
                                                  : NumberOrConstant(s, type, names, range);
}

Val Coefficient(Sketch& s, Type type, Words names, Range range) {
  return !type.is_scalar() || s.rng().Chance(0.8) ? Parameter(s, type, names, range)
                                                  : NumberOrConstant(s, type, names, range);
}

State ReadState(Sketch& s, Type type, Words arrays, Words locals, Range range) {
  if (s.rng().Chance(0.6)) {
    const Val value = Read(s, type, arrays, locals, range);
    return {-1, false, value};
  }
  const bool rotates = type.is_quat() || type.is_transform();
  const lang::Fill fill = rotates ? lang::Fill::kUnit : range.fill;
  const int array = s.NewArray({.element = type,
                                .shape = {},
                                .fill = fill,
                                .low = range.low,
                                .high = range.high,
                                .access = Access::kPerThread,
                                .name = OneOf(s, arrays)});
  State state = {array, true, Named(s, s.ThreadElement(array), locals)};
  state.value.range.unit = fill == lang::Fill::kUnit;  // Motifs store unit values only.
  return state;
}

void WriteState(Sketch& s, const State& state, const Val& value, Words outputs) {
  if (state.in_place) {
    s.StoreThreadElement(state.array, value);
  } else {
    s.Output(value, s.rng().Chance(0.7) ? OneOf(s, outputs) : "");
  }
}

void Emit(Sketch& s, const Val& value, Words names) {
  const std::string_view name =
      names.size() == 0 || s.rng().Chance(0.3) ? std::string_view() : OneOf(s, names);
  const Type scalar = lang::ScalarType(value.type.scalar);
  const bool plain = value.type.is_scalar() || value.type.is_vec();
  Val out = value;
  const auto how = s.rng().Below(20);
  if (how < 4 && (plain || value.type.is_mat())) {
    out = value * Coefficient(s, scalar, {"scale", "weight", "gain", "factor"});
  } else if (how < 6 && plain) {
    out = value + s.Draw(value.type, 1);
  } else if (how == 6 && (plain || value.type.is_mat())) {
    out = s.Select(s.DrawCondition(1), value, Zero(s, value.type));
  } else if (how == 7 && value.type.is_float()) {
    const Val bound = s.DrawNumber(value.type, 0.5, 100.0);
    out = s.rng().Chance(0.5) ? s.Call("clamp", {value, -bound, bound})
                              : s.Call("min", {value, bound});
  }
  s.Output(out, name);
}

void ScatterMinus(Sketch& s, int array, const Val& index, const Val& value) {
  const Val target = s.ArrayRef(array);
  const std::array types = {target.type, index.type, value.type};
  const auto& table = s.builder().builtins();
  if (s.StyleChoice("sums by operator", 0.3)) {
    s.builder().Augment(s.At(array, {index}).id, lang::BinaryOp::kSub, value.id);
  } else if (s.StyleChoice("atomic_sub", 0.5) &&
             table.Resolve(table.Name("atomic_sub"), types) != nullptr) {
    s.Do(s.Call("atomic_sub", {target, index, value}));
  } else {
    Scatter(s, array, index, -value);
  }
}

}  // namespace warploom::synth::kit
