#include "synth/kit/arguments.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>

#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::Type;

namespace {

bool IsOneOf(std::string_view name, Words words) {
  return std::find(words.begin(), words.end(), name) != words.end();
}

std::string UpperCase(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return upper;
}

// NAME = wp.constant(number), the one that is there already if it fits.
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

int FindArray(Sketch& s, Type type, Words names, std::span<const int> shape, Range range) {
  for (size_t i = 0; i < s.arrays().size(); ++i) {
    const ArrayInfo& array = s.arrays()[i];
    const bool fits = array.access == Access::kInput && !array.ref.is_valid() &&
                      array.element == type && std::ranges::equal(array.shape, shape);
    if (fits && IsOneOf(s.module()[array.var].name, names) &&
        array.elements.unit ==
            (range.fill == lang::Fill::kUnit || type.is_quat() || type.is_transform()) &&
        (array.elements.unit || array.elements.IsWithin(range.low, range.high))) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

int ArrayNamed(Sketch& s, Type type, Words names, std::vector<int> shape, Range range) {
  const int known = FindArray(s, type, names, shape, range);
  if (known >= 0) {
    return known;
  }
  ArraySpec spec;
  spec.element = type;
  spec.shape = std::move(shape);
  spec.fill = range.fill;
  spec.low = range.low;
  spec.high = range.high;
  spec.name = OneOf(s, names);
  return s.NewArray(spec);
}

}  // namespace

std::string_view Free(Sketch& s, Words names) {
  const auto is_free = [&](std::string_view name) {
    for (int k = 0; k < s.ndim(); ++k) {
      const auto& thread = std::get<lang::VarRef>(s.module()[s.Thread(k).id].node);
      if (s.module()[thread.var].name == name) {
        return false;
      }
    }
    return true;
  };
  const auto found = std::find_if(names.begin(), names.end(), is_free);
  WARPLOOM_CHECK(found != names.end(), "one of the names must be no thread's");
  return *found;
}

int InputNamed(Sketch& s, Type type, Words names, Range range) {
  return ArrayNamed(s, type, names, {s.dims().begin(), s.dims().end()}, range);
}

Val Read(Sketch& s, Type type, Words arrays, Words locals, Range range) {
  const int array = InputNamed(s, type, arrays, range);
  s.ReadByEntity(array);
  const Val element = s.ThreadElement(array);
  return Named(s, element, locals);
}

namespace {

// NAME = wp.vec3(...): what stays the same in every launch, such as gravity or an axis.
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
  if (s.rng().Chance(0.7)) {
    return Arg(s, type, names, range);
  }
  const int array = InputNamed(s, type, names, range);
  s.ReadByEntity(array);
  return s.ThreadElement(array);
}

namespace {

Val NumberOrConstant(Sketch& s, Type type, Words names, Range range) {
  if (s.module().constants.size() < 4 && s.rng().Chance(0.6)) {
    return NumberNamed(s, type, OneOf(s, names), range);
  }
  return s.DrawLiteral(type, range.low, range.high);
}

}  // namespace

Val SharedValue(Sketch& s, Type type, Words names, Range range) {
  return !type.is_scalar() || s.rng().Chance(0.65) ? Arg(s, type, names, range)
                                                   : NumberOrConstant(s, type, names, range);
}

Val Coefficient(Sketch& s, Type type, Words names, Range range) {
  return !type.is_scalar() || s.rng().Chance(0.8) ? Parameter(s, type, names, range)
                                                  : NumberOrConstant(s, type, names, range);
}

Val ReadOnce(Sketch& s, const Val& value, std::string_view name) {
  const bool reads = std::holds_alternative<lang::Subscript>(s.module()[value.id].node);
  return reads ? s.Let(value, name) : value;
}

int TableSize(Sketch& s) {
  const int threads = s.thread_count();
  return s.ndim() == 1 ? threads : threads < 512 ? 256 : 1024;
}

int TableNamed(Sketch& s, Type type, Words names, int count, Range range) {
  return ArrayNamed(s, type, names, {count}, range);
}

std::vector<Val> Corners(Sketch& s, Words names, std::span<const std::string_view> locals,
                         int extent) {
  const int count = static_cast<int>(locals.size());
  const Range range = {0.0, extent - 1.0};
  std::vector<Val> corners;
  const auto name = [&](const Val& value, size_t k) { corners.push_back(s.Let(value, locals[k])); };
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  const auto how = s.rng().Below(4);
  if (how == 0) {
    const Type packed = lang::VecType(count, lang::Scalar::kInt32);
    const Val element = s.ThreadElement(InputNamed(s, packed, names, range));
    const Val tuple = Named(s, element, {"ids", "idx", "corner", "v_ids"});
    for (int k = 0; k < count; ++k) {
      name(tuple[k], static_cast<size_t>(k));
    }
  } else if (how == 1 && s.ndim() == 1) {
    const int flat = ArrayNamed(s, lang::kInt, names, {s.dims()[0] * count}, range);
    for (int k = 0; k < count; ++k) {
      const Val start = s.Thread(0) * s.Int(count);
      const std::array index = {k == 0 && s.rng().Chance(0.5) ? start : start + s.Int(k)};
      name(s.At(flat, index), static_cast<size_t>(k));
    }
  } else if (how <= 2 && s.ndim() <= 3) {
    std::vector<int> shape(s.dims().begin(), s.dims().end());
    shape.push_back(count);
    const int rows = ArrayNamed(s, lang::kInt, names, std::move(shape), range);
    at.emplace_back();
    for (int k = 0; k < count; ++k) {
      at.back() = s.Int(k);
      name(s.At(rows, at), static_cast<size_t>(k));
    }
  } else {
    for (int k = 0; k < count; ++k) {
      const std::string array =
          std::string(*names.begin()) + "_" + std::string(locals[static_cast<size_t>(k)]);
      name(s.ThreadElement(InputNamed(s, lang::kInt, {array}, range)), static_cast<size_t>(k));
    }
  }
  return corners;
}

State ReadState(Sketch& s, Type type, Words arrays, Words locals, Range range) {
  if (s.rng().Chance(0.6)) {
    const Val value = Read(s, type, arrays, locals, range);
    return {-1, false, value};
  }
  ArraySpec spec;
  spec.element = type;
  spec.fill = range.fill;
  spec.low = range.low;
  spec.high = range.high;
  spec.access = Access::kPerThread;
  spec.name = OneOf(s, arrays);
  const bool rotates = type.is_quat() || type.is_transform();
  spec.fill = rotates ? lang::Fill::kUnit : range.fill;
  const int array = s.NewArray(spec);
  State state = {array, true, Named(s, s.ThreadElement(array), locals)};
  state.value.range.unit = spec.fill == lang::Fill::kUnit;  // Each thread keeps it so.
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

Val Zero(Sketch& s, Type type) {
  const Val zero = s.Real(0.0, lang::ScalarType(type.scalar));
  if (type.is_scalar()) {
    return zero;
  }
  const bool one_number = s.StyleChoice("zeros of one number", 0.33);
  const bool empty = !one_number && s.StyleChoice("zeros without numbers", 0.5);
  const bool many = !one_number && type.components() > 4;
  if (empty || many || type.components() == 6) {
    return s.Make(type, {});
  }
  const std::vector<Val> parts(one_number ? 1 : static_cast<size_t>(type.components()), zero);
  return s.Make(type, parts);
}

Val Identity(Sketch& s, Type type) {
  const Type scalar = lang::ScalarType(type.scalar);
  if (type.is_mat()) {
    const auto& table = s.builder().builtins();
    for (const lang::CallId id : table.Named(table.Name("identity"))) {
      if (table.call(id).result == type) {
        const std::array n = {s.Int(type.rows)};
        const Val value = s.Call(table.call(id), n);
        return Known(value, 0.0, 1.0);
      }
    }
  }
  if (type.scalar == lang::Scalar::kFloat32 && s.StyleChoice("identity calls", 0.6)) {
    Val value = s.Call(type.is_quat() ? "quat_identity" : "transform_identity", {});
    value.range = {-1.0, 1.0, true, true, false};
    return value;
  }
  const Type quat = lang::QuatType(type.scalar);
  const Val zero = s.Real(0.0, scalar);
  Val turn = s.Make(quat, {zero, zero, zero, s.Real(1.0, scalar)});
  turn.range.unit = true;
  return type.is_quat() ? turn : s.Make(type, {Zero(s, lang::VecType(3, type.scalar)), turn});
}

Val LengthSq(const Val& v) {
  Sketch& s = *v.sketch;
  const double most = v.range.Magnitude() * v.range.Magnitude() * v.type.components();
  return Known(
      s.StyleChoice("dot of itself", 0.7) ? s.Call("dot", {v, v}) : s.Call("length_sq", {v}), 0.0,
      most);
}

}  // namespace warploom::synth::kit
