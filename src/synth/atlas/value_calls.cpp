#include "synth/atlas/value_calls.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "lang/rules.h"
#include "synth/atlas/builtin_operators.h"

namespace warploom::synth::atlas {
namespace {

using lang::BinaryOp;
using lang::BuiltinTable;
using lang::Call;
using lang::Scalar;
using lang::Type;

bool IsConstructor(std::string_view name) {
  return name == "vector" || name == "matrix" || name == "quaternion" || name == "transformation";
}

// The scalar conversions: float, float32, int, int8...
bool IsConversion(std::string_view name, const Call& call) {
  return call.args.size() == 1 && call.args[0].is_scalar() && call.result.is_scalar() &&
         (name == "float" || name == "int" || lang::ScalarFromName(name).has_value());
}

// Not shown: what every kernel uses through syntax, what only Warp itself generates, what requires
// module options, and casts between raw bits and bools.
bool IsLeftToSyntax(std::string_view name, const Call& call) {
  static constexpr std::array<std::string_view, 6> kNames = {"copy",  "tid",         "extract",
                                                             "index", "assign_copy", "indexref"};
  const bool flags = call.result.scalar == Scalar::kBool ||
                     (!call.args.empty() && call.args[0].scalar == Scalar::kBool);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || (name == "cast" && flags);
}

bool CanBeConstructed(const Call& call) {
  // wp.spatial_vector is a separate builtin.
  return call.result != lang::kSpatialVec && lang::CanConstruct(call.result, call.args);
}

double HighOf(Type type) { return NeedOf(type).high; }

// ---- Needs ---------------------------------------------------------------------------------

void NarrowBinary(BinaryOp op, std::vector<Need>& needs) {
  const Type left = needs[0].type;
  const bool real = lang::IsFloat(left.scalar);
  switch (op) {
    case BinaryOp::kDiv:
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod:
      needs[1] = NeedOf(needs[1].type, real ? 0.5 : 1.0, real ? 3.0 : HighOf(needs[1].type));
      needs[1].domain = Domain::kPositive;
      return;
    case BinaryOp::kShl:
    case BinaryOp::kShr:
      needs[0] = NeedOf(left, 0.0, 7.0);
      needs[1] = NeedOf(needs[1].type, 0.0, 3.0);
      return;
    case BinaryOp::kSub:
      if (lang::IsInt(left.scalar) && !lang::Info(left.scalar).is_signed) {
        needs[0] = NeedOf(left, HighOf(left), 2.0 * HighOf(left));
      }
      return;
    case BinaryOp::kBitAnd:
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
      for (Need& need : needs) {
        need.low = 0.0;
      }
      return;
    case BinaryOp::kAdd:
    case BinaryOp::kMul:
    case BinaryOp::kMatMul:
    case BinaryOp::kPow:
      return;
  }
}

// The range that both types represent.
Need ConversionNeed(Type from, Type to) {
  Need need = NeedOf(from);
  if (lang::IsFloat(from.scalar)) {
    need.high = 100.0;
    need.low = -100.0;
  }
  if (lang::IsInt(to.scalar)) {
    need.low = std::max(need.low, static_cast<double>(lang::Info(to.scalar).min_int));
  }
  need.high = std::min(need.high, static_cast<double>(lang::Info(to.scalar).max_int));
  return need;
}

// ---- Building ------------------------------------------------------------------------------

Val BuildBinary(Sketch& s, BinaryOp op, const Val& a, const Val& b) {
  const bool product = op == BinaryOp::kMul && !a.type.is_scalar() && !b.type.is_scalar() &&
                       (a.type.is_mat() || b.type.is_mat());
  return s.Binary(product && s.rng().Chance(0.4) ? BinaryOp::kMatMul : op, a, b);
}

// Clamps the argument unless the conversion is defined for all its values.
Val WithinReach(Sketch& s, const Val& arg, Type to) {
  if (IsSafeConversion(arg.range, to.scalar)) {
    return arg;
  }
  const Need need = ConversionNeed(arg.type, to);
  return s.Call("clamp", {arg, s.NumberLike(arg, need.low), s.NumberLike(arg, need.high)});
}

Val BuildConversion(Sketch& s, const Call& call, const Val& given) {
  const Val arg = WithinReach(s, given, call.result);
  const std::array ids = {arg.id};
  ValueRange value_range = arg.range;
  if (!lang::IsFloat(call.result.scalar)) {
    value_range = Between(std::trunc(value_range.low), std::trunc(value_range.high));
  }
  value_range = call.result.is_bool() ? Between(0.0, 1.0) : value_range;
  value_range.from_input = arg.range.from_input;
  return {&s, s.builder().Call(call, ids), call.result, value_range};
}

Val BuildConstructor(Sketch& s, Type type, std::span<const Val> parts) {
  Val value = s.Make(type, parts);
  if (parts.empty()) {
    value.range = Exactly(0.0);
  }
  return value;
}

bool HasFlagFirst(std::span<const Val> args) { return args[0].type.is_bool(); }

}  // namespace

bool IsValue(Type type) { return !type.is_array() && type.components() > 0; }

int SubscriptExtent(Type type, size_t dimension) {
  return !type.is_mat() ? type.components() : dimension == 0 ? type.rows : type.cols;
}

bool IsValueCall(const BuiltinTable& table, const Call& call) {
  const std::string_view name = table.name(call.name);
  if (call.results.size() != 1 || !IsValue(call.result) || IsLeftToSyntax(name, call) ||
      !std::all_of(call.args.begin(), call.args.end(), IsValue)) {
    return false;
  }
  return !IsConstructor(name) || CanBeConstructed(call);
}

std::vector<Need> ValueNeeds(const BuiltinTable& table, const Call& call) {
  const std::string_view name = table.name(call.name);
  std::vector<Need> needs = NeedsOf(table, call);
  if (const auto op = BinaryOperatorOf(name)) {
    NarrowBinary(*op, needs);
  } else if (IsConversion(name, call)) {
    needs[0] = ConversionNeed(call.args[0], call.result);
  } else if (name == "smoothstep") {
    needs[0] = NeedOf(call.args[0], -1.0, 0.0);
    needs[1] = NeedOf(call.args[1], 0.5, 2.0);
  } else if (name == "clamp") {
    needs[1] = NeedOf(call.args[1], needs[1].low, (needs[1].low + needs[1].high) / 2.0);
    needs[2] = NeedOf(call.args[2], needs[1].high, needs[2].high);
  }
  return needs;
}

Val BuildValue(Sketch& s, const Call& call, std::span<const Val> args) {
  const std::string_view name = s.builder().builtins().name(call.name);
  if (const auto op = BinaryOperatorOf(name)) {
    return BuildBinary(s, *op, args[0], args[1]);
  }
  if (const auto op = UnaryOperatorOf(name)) {
    return s.Unary(*op, args[0]);
  }
  if (IsConstructor(name)) {
    return BuildConstructor(s, call.result, args);
  }
  if (IsConversion(name, call)) {
    return BuildConversion(s, call, args[0]);
  }
  if (name == "where" && HasFlagFirst(args)) {
    return s.Select(args[0], args[1], args[2]);
  }
  return s.Call(call, args);
}

}  // namespace warploom::synth::atlas
