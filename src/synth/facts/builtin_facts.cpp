#include "synth/facts/builtin_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>
#include <vector>

namespace warploom::synth {
namespace {

using lang::Type;
using Args = std::span<const ValueRange>;
using Types = std::span<const Type>;
using Rule = ValueRange (*)(Args, Types);

double Components(Type type) { return std::max(1, type.components()); }

// Result rules. `from_input` is filled in by RangeOfCall.
ValueRange Any(Args, Types types) { return Unknown(types.empty() ? lang::kFloat : types[0]); }
ValueRange Same(Args a, Types) { return a[0]; }
ValueRange UnitBall(Args, Types) { return Between(-1.0, 1.0); }
ValueRange ZeroOne(Args, Types) { return Between(0.0, 1.0); }
ValueRange Angle(Args, Types) { return Between(-3.1416, 3.1416); }
ValueRange HalfAngle(Args, Types) { return Between(0.0, 3.1416); }
ValueRange AbsRule(Args a, Types) {
  const double low = a[0].low > 0.0 ? a[0].low : a[0].high < 0.0 ? -a[0].high : 0.0;
  ValueRange f = Between(low, a[0].Magnitude());
  f.nonzero = f.nonzero || a[0].nonzero;
  return f;
}
// min(a, b), or the smallest component of a vec.
ValueRange MinRule(Args a, Types) {
  if (a.size() == 1) {
    return Between(a[0].low, a[0].high);
  }
  return Between(std::min(a[0].low, a[1].low), std::min(a[0].high, a[1].high));
}
ValueRange MaxRule(Args a, Types) {
  if (a.size() == 1) {
    return Between(a[0].low, a[0].high);
  }
  return Between(std::max(a[0].low, a[1].low), std::max(a[0].high, a[1].high));
}
// min(max(x, low), high), as native/builtin.h has it: a low bound above the high one is allowed.
ValueRange ClampRule(Args a, Types) {
  return Between(std::min(std::max(a[0].low, a[1].low), a[2].low),
                 std::min(std::max(a[0].high, a[1].high), a[2].high));
}
ValueRange LerpRule(Args a, Types) { return Join(a[0], a[1]); }
template <double (*F)(double)>
ValueRange Rising(Args a, Types) {
  // order: independent, because F is a pure function.
  return Between(F(a[0].low), F(a[0].high));
}
ValueRange Floored(Args a, Types) { return Between(std::floor(a[0].low), std::ceil(a[0].high)); }
ValueRange SqrtRule(Args a, Types) {
  ValueRange f = Between(std::sqrt(std::max(0.0, a[0].low)), std::sqrt(std::max(0.0, a[0].high)));
  f.nonzero = a[0].IsNonZero();
  return f;
}
ValueRange CoshRule(Args a, Types) { return Between(1.0, std::cosh(a[0].Magnitude())); }
ValueRange SumOfSquares(Args a, Types t) {
  ValueRange f = Between(0.0, a[0].Magnitude() * a[0].Magnitude() * Components(t[0]));
  f.nonzero = a[0].IsNonZero();
  return f;
}
ValueRange LengthRule(Args a, Types t) {
  ValueRange f = a[0].unit ? Between(0.999, 1.001)
                           : Between(0.0, a[0].Magnitude() * std::sqrt(Components(t[0])));
  f.nonzero = a[0].IsNonZero();
  return f;
}
ValueRange DotRule(Args a, Types t) {
  const double most =
      a[0].unit && a[1].unit ? 1.001 : a[0].Magnitude() * a[1].Magnitude() * Components(t[0]);
  return Between(-most, most);
}
ValueRange CrossRule(Args a, Types) {
  const double most = 2.0 * a[0].Magnitude() * a[1].Magnitude();
  return Between(-most, most);
}
ValueRange ProductRule(Args a, Types) {
  const double most = a[0].Magnitude() * a[1].Magnitude();
  return Between(-most, most);
}
ValueRange UnitResult(Args, Types) { return {-1.0, 1.0, true, true, false}; }
ValueRange KeepsUnit(Args a, Types) {
  ValueRange f = a[0];
  const double most = f.Magnitude();
  f.low = -most;
  f.high = most;
  return f;
}
// A rotation preserves the length, so a component can be as large as the length.
ValueRange Rotated(Args a, Types t) {
  const size_t v = a.size() > 1 ? 1 : 0;
  const double most = a[v].Magnitude() * std::sqrt(Components(t[v]));
  return {-most, most, a[v].nonzero, a[v].unit, false};
}
ValueRange TransformedPoint(Args a, Types) {
  const double most = a[0].Magnitude() + 2.0 * a[1].Magnitude();
  return Between(-most, most);
}
ValueRange TransformProduct(Args a, Types) {
  const double most = a[0].Magnitude() + 2.0 * a[1].Magnitude();
  return {-most, most, true, a[0].unit && a[1].unit, false};
}
ValueRange DeterminantRule(Args a, Types t) {
  const double n = t[0].rows;
  const double most = std::pow(a[0].Magnitude(), n) * std::tgamma(n + 1.0);
  return Between(-most, most);
}
ValueRange TraceRule(Args a, Types t) {
  const double n = t[0].rows;
  return Between(n * a[0].low, n * a[0].high);
}
ValueRange SignRule(Args, Types) { return {-1.0, 1.0, true, false, false}; }
ValueRange DegreesRule(Args a, Types) { return Between(a[0].low * 57.3, a[0].high * 57.3); }
ValueRange RadiansRule(Args a, Types) { return Between(a[0].low / 57.2, a[0].high / 57.2); }
// A magnitude that does not exceed that of the first argument.
ValueRange Matching(Args a, Types) {
  const double most = a[0].Magnitude();
  return Between(-most, most);
}
ValueRange PowRule(Args a, Types) {
  return RangeOfBinary(lang::BinaryOp::kPow, lang::kDouble, a[0], lang::kDouble, a[1],
                       lang::kDouble);
}

ValueRange JoinRule(Args a, Types) {
  ValueRange f = a.empty() ? Exactly(0.0) : a[0];
  for (const ValueRange& other : a) {
    f = Join(f, other);
  }
  return Between(f.low, f.high);
}
ValueRange InverseErf(Args, Types) { return Between(-4.0, 4.0); }

using enum Domain;

// One row per builtin, by Warp's groups: name, weight, domains of the arguments, range of the
// result. The weights follow how often real code calls the builtins.
constexpr BuiltinFacts kRows[] = {
    // Scalar math.
    {"min", 6, {kAny, kAny}, MinRule},
    {"max", 9, {kAny, kAny}, MaxRule},
    {"clamp", 4, {kAny, kAny, kAny}, ClampRule},
    {"abs", 8, {kAny}, AbsRule},
    {"sign", 2, {kAny}, SignRule},
    {"nonzero", 0.3, {kAny}, ZeroOne},
    {"step", 0.3, {kAny}, ZeroOne},
    {"sin", 5, {kAny}, UnitBall},
    {"cos", 5, {kAny}, UnitBall},
    {"tan", 0.3, {kOpenUnit}, Rising<std::tan>},
    {"asin", 0.4, {kOpenUnit}, Angle},
    {"acos", 0.6, {kOpenUnit}, HalfAngle},
    {"atan", 0.8, {kAny}, Angle},
    {"atan2", 1.2, {kAny, kNonZero}, Angle},
    {"sinh", 0.2, {kSmall}, Rising<std::sinh>},
    {"cosh", 0.2, {kSmall}, CoshRule},
    {"tanh", 1.5, {kAny}, UnitBall},
    {"sqrt", 6, {kNonNegative}, SqrtRule},
    {"cbrt", 0.3, {kAny}, Rising<std::cbrt>},
    {"exp", 4, {kSmall}, Rising<std::exp>},
    {"log", 2, {kPositive}, Rising<std::log>},
    {"log2", 0.5, {kPositive}, Rising<std::log2>},
    {"log10", 0.3, {kPositive}, Rising<std::log10>},
    {"floor", 1.5, {kAny}, Floored},
    {"ceil", 0.8, {kAny}, Floored},
    {"round", 0.6, {kAny}, Floored},
    {"rint", 0.2, {kAny}, Floored},
    {"trunc", 0.2, {kAny}, Floored},
    {"frac", 0.6, {kAny}, UnitBall},
    {"degrees", 0.3, {kAny}, DegreesRule},
    {"radians", 0.5, {kAny}, RadiansRule},
    {"erf", 0.3, {kSmall}, UnitBall},
    {"erfc", 0.2, {kSmall}, [](Args, Types) { return Between(0.0, 2.0); }},
    {"pow", 1.5, {kPositive, kSmall}, PowRule},
    {"copysign", 0, {kAny, kAny}, Matching},
    {"erfinv", 0, {kOpenUnit}, InverseErf},
    {"erfcinv", 0, {kOpenTwo}, InverseErf},
    {"bit_count", 0, {kAny}, [](Args, Types) { return Between(0.0, 64.0); }},
    {"isfinite", 0, {kAny}, ZeroOne},
    {"isinf", 0, {kAny}, ZeroOne},
    {"isnan", 0, {kAny}, ZeroOne},
    {"div_approx", 0, {kAny, kPositive}, Any},
    // Utility and interpolation.
    {"block_dim", 0, {}, [](Args, Types) { return Between(1.0, 1024.0); }},
    {"lerp", 2, {kAny, kAny, kZeroToOne}, LerpRule},
    {"smoothstep", 0.8, {kAny, kAny, kAny}, ZeroOne},
    // Vectors.
    {"dot", 9, {kAny, kAny}, DotRule},
    {"length", 7, {kAny}, LengthRule},
    {"length_sq", 3, {kAny}, SumOfSquares},
    {"normalize", 5, {kNonZero}, UnitResult},
    {"cross", 5, {kAny, kAny}, CrossRule},
    {"cw_mul", 2, {kAny, kAny}, ProductRule},
    {"cw_div", 0.4, {kAny, kPositive}, Any},
    {"outer", 1, {kAny, kAny}, ProductRule},
    {"skew", 0.7, {kAny}, Matching},
    {"diag", 0.5, {kAny}, Matching},
    {"get_diag", 0.5, {kAny}, Same},
    {"argmin", 0.2, {kAny}, [](Args, Types t) { return Between(0.0, Components(t[0]) - 1.0); }},
    {"argmax", 0.2, {kAny}, [](Args, Types t) { return Between(0.0, Components(t[0]) - 1.0); }},
    {"norm_l1", 0, {kAny}, Any},
    {"norm_l2", 0, {kAny}, LengthRule},
    {"norm_huber", 0, {kAny, kPositive}, Any},
    {"norm_pseudo_huber", 0, {kAny, kPositive}, Any},
    {"smooth_normalize", 0, {kNonZero, kPositive}, UnitBall},
    // Matrices.
    {"transpose", 2, {kAny}, Same},
    {"determinant", 0.8, {kAny}, DeterminantRule},
    {"trace", 0.8, {kAny}, TraceRule},
    {"ddot", 0.5, {kAny, kAny}, DotRule},
    {"inverse", 0, {kAny}, Any},
    {"inverse_approx", 0, {kAny}, Any},
    {"matrix_from_cols", 0, {}, JoinRule},
    {"matrix_from_rows", 0, {}, JoinRule},
    // Quaternions.
    {"quat_rotate", 5, {kUnit, kAny}, Rotated},
    {"quat_rotate_inv", 2, {kUnit, kAny}, Rotated},
    {"quat_inverse", 1.5, {kNonZero}, KeepsUnit},
    {"quat_from_axis_angle", 2, {kUnit, kAny}, UnitResult},
    {"quat_to_matrix", 1, {kUnit}, UnitBall},
    {"quat_rpy", 0.5, {kAny, kAny, kAny}, UnitResult},
    {"quat_slerp", 0.5, {kUnit, kUnit, kZeroToOne}, UnitResult},
    {"quat_from_euler", 0, {kAny, kAxis, kAxis, kAxis}, UnitResult},
    {"quat_from_matrix", 0, {kAny}, Any},
    {"quat_identity", 0, {}, UnitResult},
    {"quat_to_euler", 0, {kUnit, kAxis, kAxis, kAxis}, Angle},
    {"quat_to_rpy", 0, {kUnit}, Angle},
    {"quat_twist", 0, {kUnit, kUnit}, UnitResult},
    {"quat_twist_angle", 0, {kUnit, kUnit}, Angle},
    {"quat_twist_angle_signed", 0, {kUnit, kUnit}, Angle},
    // Transformations.
    {"transform_point", 3, {kUnit, kAny}, TransformedPoint},
    {"transform_vector", 2, {kUnit, kAny}, Rotated},
    {"transform_multiply", 1.5, {kUnit, kUnit}, TransformProduct},
    {"transform_inverse", 1, {kUnit}, KeepsUnit},
    {"transform_get_translation", 3, {kAny}, KeepsUnit},
    {"transform_get_rotation", 3, {kUnit}, UnitResult},
    {"transform_identity", 0, {}, UnitResult},
    {"transform_compose", 0, {kAny, kUnit, kAny}, Any},
    {"transform_from_matrix", 0, {kAny}, Any},
    {"transform_to_matrix", 0, {kUnit}, Any},
    {"transform_twist", 0, {kUnit, kAny}, Any},
    {"transform_wrench", 0, {kUnit, kAny}, Any},
    // Spatial.
    {"spatial_dot", 1, {kAny, kAny}, DotRule},
    {"spatial_cross", 0.6, {kAny, kAny}, CrossRule},
    {"spatial_top", 2, {kAny}, Same},
    {"spatial_bottom", 2, {kAny}, Same},
    {"spatial_cross_dual", 0, {kAny, kAny}, CrossRule},
    {"spatial_adjoint", 0, {kAny, kAny}, Any},
    {"velocity_at_point", 0, {kAny, kAny}, Any},
    // Geometry without a mesh.
    {"closest_point_edge_edge", 0, {kAny, kAny, kAny, kAny, kPositive}, Any},
    {"intersect_tri_tri", 0, {kAny, kAny, kAny, kAny, kAny}, ZeroOne},
};

bool IsDrawable(Type type) { return !type.is_array() && type.components() > 0; }

// order: independent, because it is initialized once from constants.
const std::unordered_map<std::string_view, const BuiltinFacts*>& ByName() {
  static const auto map = [] {
    std::unordered_map<std::string_view, const BuiltinFacts*> rows;
    for (const BuiltinFacts& row : kRows) {
      rows.emplace(row.name, &row);
    }
    return rows;
  }();
  return map;
}

}  // namespace

bool Satisfies(Domain domain, const ValueRange& f) {
  switch (domain) {
    case kAny:
      return true;
    case kNonNegative:
      return f.low >= 0.0;
    case kPositive:
      return f.low > 0.0;
    case kNonZero:
      return f.IsNonZero();
    case kUnitRange:
      return f.IsWithin(-1.0, 1.0);
    case kAboveOne:
      return f.low >= 1.0;
    case kOpenUnit:
      return f.IsWithin(-0.9999, 0.9999);
    case kSmall:
      return f.IsWithin(-8.0, 8.0);
    case kUnit:
      return f.unit;
    case kZeroToOne:
      return f.IsWithin(0.0, 1.0);
    case kOpenTwo:
      return f.IsWithin(0.0001, 1.9999);
    case kAxis:
      return f.IsWithin(0.0, 2.0);
  }
  return false;
}

std::span<const BuiltinFacts> AllBuiltinFacts() { return kRows; }

const BuiltinFacts* FindBuiltinFacts(std::string_view name) {
  const auto found = ByName().find(name);
  return found == ByName().end() ? nullptr : found->second;
}

bool IsRounding(const BuiltinFacts& builtin) { return builtin.result == Floored; }

ValueRange RangeOfCall(const lang::BuiltinTable& table, const lang::Call& call,
                       std::span<const ValueRange> args) {
  const BuiltinFacts* row = FindBuiltinFacts(table.name(call.name));
  ValueRange value_range = row == nullptr ? Unknown(call.result) : row->result(args, call.args);
  value_range.from_input =
      std::any_of(args.begin(), args.end(), [](const ValueRange& f) { return f.from_input; });
  return value_range;
}

const CallChoices& DrawableCalls(const lang::BuiltinTable& table, Type type) {
  thread_local std::unordered_map<Type, CallChoices> cache;
  const auto [entry, is_new] = cache.try_emplace(type);
  if (!is_new) {
    return entry->second;
  }
  std::unordered_map<std::string_view, int> overloads_of;
  for (const lang::CallId id : table.Returning(type)) {
    const lang::Call& call = table.call(id);
    const BuiltinFacts* row = FindBuiltinFacts(table.name(call.name));
    const bool is_unsigned = type.is_int() && !lang::Info(type.scalar).is_signed;
    if (row != nullptr && row->weight > 0.0 && call.results.size() == 1 &&
        !(is_unsigned && (row->name == "abs" || row->name == "sign")) &&
        std::all_of(call.args.begin(), call.args.end(), IsDrawable)) {
      entry->second.calls.push_back({id, row});
      ++overloads_of[row->name];
    }
  }
  for (const WeightedCall& choice : entry->second.calls) {
    entry->second.weights.push_back(choice.facts->weight / overloads_of[choice.facts->name]);
  }
  return entry->second;
}

}  // namespace warploom::synth
