#include "synth/kit/values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "synth/kit/arrays.h"

namespace warploom::synth::kit {

using lang::Scalar;
using lang::Type;

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

namespace {

bool IsElement(const Val& value) {
  return std::holds_alternative<lang::Subscript>(value.sketch->module()[value.id].node);
}

}  // namespace

Val ReadOnce(Sketch& s, const Val& value, std::string_view name) {
  return IsElement(value) ? s.Let(value, name) : value;
}

Val ReadOnce(Sketch& s, const Val& value, Words names) {
  return IsElement(value) ? s.Let(value, names) : value;
}

Val Square(const Val& x) {
  const double least = x.range.low > 0.0 ? x.range.low : x.range.high < 0.0 ? -x.range.high : 0.0;
  const double most = x.range.Magnitude();
  return Known(x * x, least * least, most * most);
}

Val Exp(const Val& x) {
  Sketch& s = *x.sketch;
  const double limit = x.type.scalar == Scalar::kFloat16 ? 9.0 : 60.0;
  if (x.range.high > limit) {
    return s.Call("exp", {x});  // Sketch::Call limits the argument.
  }
  const Val value =
      s.Call("exp", {Known(x, std::clamp(x.range.low, -8.0, 8.0), std::min(x.range.high, 8.0))});
  return Known(value, x.range.low < -limit ? 0.0 : std::exp(x.range.low), std::exp(x.range.high));
}

Val Source(Sketch& s, std::string_view name) {
  const Type real = s.real();
  const Val element = s.ThreadElement(s.InputArray(real));
  const std::string_view chosen = s.rng().Chance(0.5) ? name : "";
  if (s.rng().Chance(0.6)) {
    return s.Let(element, chosen);
  }
  const Val scaled = element * s.DrawNumber(real, 0.1, 4.0);
  return s.Let(s.rng().Chance(0.5) ? scaled + s.Draw(real, 0) : scaled, chosen);
}

Val Another(Sketch& s, std::string_view array) {
  return s.ThreadElement(Input(s, s.real(), {}, array));
}

Val Tiny(Sketch& s, Type real) {
  return s.Real(s.rng().Choose(std::array{1e-6, 1e-5, 1e-8, 1e-4}), real);
}

Val Epsilon(Sketch& s) {
  if (s.real().scalar == Scalar::kFloat16) {
    return s.Real(0.001);
  }
  return Tiny(s, s.real());
}

Val Word(Sketch& s, uint64_t bits, Type type, bool hex) {
  Val value = s.Int(static_cast<int64_t>(bits), type);
  std::get<lang::Literal>(s.builder().module().exprs[value.id.value].node).hex = hex;
  const ValueRange exact = Exactly(static_cast<double>(bits));
  return Known(value, exact.low, exact.high);
}

Val PlainZero(Sketch& s, Type type) {
  return !type.is_scalar() ? s.Make(type, {})
         : type.is_float() ? s.Real(0.0, type)
                           : s.Int(0, type);
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
