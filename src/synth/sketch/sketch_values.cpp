// Sketch: literals, operations and calls, each with what is known of its result.
#include <algorithm>
#include <array>
#include <cmath>

#include "lang/rules.h"
#include "synth/profile/profile.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::ExprId;
using lang::Type;

// Float results are kept to what the type holds: explicit arithmetic in a family may be larger on
// paper than it ever is in practice.
ValueRange Limited(ValueRange value_range, Type type) {
  if (lang::IsFloat(type.scalar)) {
    const ValueRange range = RangeOf(type.scalar);
    value_range.low = std::clamp(value_range.low, range.low, range.high);
    value_range.high = std::clamp(value_range.high, range.low, range.high);
  }
  return value_range;
}

// pi and its like, which families give with as many digits as people write.
std::optional<lang::NumberName> NameOf(double value) {
  using enum lang::NumberName;
  for (const lang::NumberName name : {kPi, kHalfPi, kTau, kE, kPhi, kLn2, kLn10, kLog2E, kLog10E}) {
    if (std::abs(value - lang::Info(name).value) < 1e-6) {
      return name;
    }
  }
  return std::nullopt;
}

double SmallNumber(lang::Scalar scalar) { return scalar == lang::Scalar::kFloat16 ? 1e-2 : 1e-6; }

}  // namespace

Val Sketch::Int(int64_t value, Type type) {
  return {this, builder_.Int(value, type), type, Exactly(static_cast<double>(value))};
}

Val Sketch::Real(double value) { return Real(value, real_); }

Val Sketch::Real(double value, Type type) {
  if (const auto name = NameOf(value); name && StyleChoice("numbers by name", 0.75)) {
    return Number(*name, type);
  }
  return {this, builder_.Real(value, type), type, Exactly(value)};
}

Val Sketch::Bool(bool value) {
  return {this, builder_.Bool(value), lang::kBool, Exactly(value ? 1.0 : 0.0)};
}

Val Sketch::NumberLike(const Val& like, double value) {
  const Type scalar = lang::ScalarType(like.type.scalar);
  return scalar.is_float() ? Real(value, scalar) : Int(static_cast<int64_t>(value), scalar);
}

bool Sketch::Can(BinaryOp op, const Val& a, const Val& b) const {
  const auto call = builder_.BinaryCall(op, a.type, b.type);
  return call &&
         IsSafeBinary(op, a.type, a.range, b.type, b.range, builder_.builtins().call(*call).result);
}

Val Sketch::Binary(BinaryOp op, const Val& a, const Val& b) {
  // x + -2.0 is written x - 2.0.
  const auto* literal = std::get_if<lang::Literal>(&module_[b.id].node);
  if (literal != nullptr && b.range.high < 0.0 && (op == BinaryOp::kAdd || op == BinaryOp::kSub)) {
    return Binary(op == BinaryOp::kAdd ? BinaryOp::kSub : BinaryOp::kAdd, a,
                  NumberLike(b, -b.range.low));
  }
  const bool divides = op == BinaryOp::kDiv || op == BinaryOp::kFloorDiv || op == BinaryOp::kMod;
  const Val divisor = divides && b.type.is_scalar() ? Fit(b, Domain::kNonZero) : b;
  const ExprId id = builder_.Binary(op, a.id, divisor.id);
  const Type type = builder_.type_of(id);
  WARPLOOM_CHECK(
      lang::IsFloat(type.scalar) || IsSafeBinary(op, a.type, a.range, b.type, divisor.range, type),
      "this integer operation could overflow or trap");
  return {this, id, type,
          Limited(RangeOfBinary(op, a.type, a.range, b.type, divisor.range, type), type)};
}

Val Sketch::Unary(lang::UnaryOp op, const Val& a) {
  const ExprId id = builder_.Unary(op, a.id);
  return {this, id, builder_.type_of(id), RangeOfUnary(op, a.type, a.range)};
}

Val Sketch::Compare(lang::CompareOp op, const Val& a, const Val& b) {
  ValueRange value_range = synth::Between(0.0, 1.0);
  value_range.from_input = a.range.from_input || b.range.from_input;
  return {this, builder_.Compare(op, a.id, b.id), lang::kBool, value_range};
}

Val Sketch::InRange(const Val& low, const Val& value, const Val& high, bool include_high) {
  ValueRange value_range = synth::Between(0.0, 1.0);
  value_range.from_input = low.range.from_input || value.range.from_input || high.range.from_input;
  const auto second = include_high ? lang::CompareOp::kLe : lang::CompareOp::kLt;
  return {this, builder_.CompareChain(low.id, lang::CompareOp::kLe, value.id, second, high.id),
          lang::kBool, value_range};
}

Val Sketch::Call(std::string_view name, std::initializer_list<Val> args) {
  std::array<Type, 16> types;
  WARPLOOM_CHECK(args.size() <= types.size(), "too many arguments");
  std::transform(args.begin(), args.end(), types.begin(), [](const Val& v) { return v.type; });
  const auto& table = builder_.builtins();
  const lang::Call* call = table.Resolve(table.Name(name), std::span(types).first(args.size()));
  if (call == nullptr) {
    std::string text = "Warp has no such call: " + std::string(name);
    for (const Val& arg : args) {
      text += " " + ToText(arg.type);
    }
    WARPLOOM_CHECK(false, text);
  }
  return Call(*call, std::span(args.begin(), args.size()));
}

Val Sketch::Call(const lang::Call& call, std::span<const Val> args) {
  const auto& table = builder_.builtins();
  const BuiltinFacts* row = FindBuiltinFacts(table.name(call.name));
  std::array<ExprId, 16> ids;
  std::array<ValueRange, 16> value_range;
  for (size_t i = 0; i < args.size(); ++i) {
    const bool has_domain = row != nullptr && i < row->domains.size();
    const Val fitted = has_domain ? Fit(args[i], row->domains[i]) : args[i];
    ids[i] = fitted.id;
    value_range[i] = fitted.range;
  }
  const ExprId id = builder_.Call(call, std::span(ids).first(args.size()));
  const ValueRange known = RangeOfCall(table, call, std::span(value_range).first(args.size()));
  return {this, id, call.result, Limited(known, call.result)};
}

Val Sketch::Make(Type type, std::span<const Val> parts) {
  std::array<ExprId, 64> ids;
  ValueRange value_range = Exactly(0.0);
  for (size_t i = 0; i < parts.size(); ++i) {
    ids[i] = parts[i].id;
    value_range = i == 0 ? parts[i].range : Join(value_range, parts[i].range);
  }
  if (type.is_struct()) {
    for (size_t i = 0; i < parts.size(); ++i) {
      CheckField(type, static_cast<int>(i), parts[i]);
    }
    const bool from_input = value_range.from_input;
    value_range = Unknown(type);
    value_range.from_input = from_input;
  } else if (type.is_transform()) {
    value_range.unit = parts.size() == 2 && parts[1].range.unit;
    value_range.nonzero = true;
  } else if (!type.is_scalar()) {
    value_range.unit = false;
    value_range.nonzero =
        std::any_of(parts.begin(), parts.end(), [](const Val& p) { return p.range.IsNonZero(); });
  }
  const ExprId id = builder_.Construct(type, std::span(ids).first(parts.size()));
  return {this, id, type, value_range};
}

Val Sketch::Make(Type type, std::initializer_list<Val> parts) {
  return Make(type, std::span(parts.begin(), parts.size()));
}

Val Sketch::Convert(const Val& value, Type type) {
  if (value.type == type) {
    return value;
  }
  WARPLOOM_CHECK(IsSafeConversion(value.range, type.scalar), "this conversion could overflow");
  const std::array<ExprId, 1> ids = {value.id};
  ValueRange value_range = value.range;
  if (!lang::IsFloat(type.scalar)) {
    value_range.low = std::trunc(value_range.low);
    value_range.high = std::trunc(value_range.high);
    value_range.nonzero = value_range.low > 0.0 || value_range.high < 0.0;
  }
  if (type.is_bool()) {
    value_range = synth::Between(0.0, 1.0);
    value_range.from_input = value.range.from_input;
  }
  return {this, builder_.Construct(type, ids), type, value_range};
}

Val Sketch::Select(const Val& condition, const Val& then, const Val& otherwise) {
  ValueRange value_range = Join(then.range, otherwise.range);
  value_range.from_input = value_range.from_input || condition.range.from_input;
  if (ValueChoice("where", then, profile_.style_where_call)) {
    const std::array<Type, 3> types = {lang::kBool, then.type, otherwise.type};
    const auto& table = builder_.builtins();
    if (const lang::Call* call = table.Resolve(table.Name("where"), types)) {
      const std::array<ExprId, 3> ids = {condition.id, then.id, otherwise.id};
      return {this, builder_.Call(*call, ids), then.type, value_range};
    }
  }
  return {this, builder_.Ternary(condition.id, then.id, otherwise.id), then.type, value_range};
}

Val Sketch::Fit(const Val& value, Domain domain) {
  // Warp has no max of a matrix and no normalize either: transform_point takes any.
  const bool no_max = value.type.is_mat() ||
                      (!value.type.is_scalar() && !value.type.is_vec() && domain != Domain::kUnit);
  if (Satisfies(domain, value.range) || no_max) {
    return value;
  }
  const bool real = lang::IsFloat(value.type.scalar);
  const double small = real ? SmallNumber(value.type.scalar) : 1.0;
  const auto at_least = [&](double least) {
    const Val number = NumberLike(value, least);
    // A spatial vector is not made from one number.
    const std::vector<Val> parts(value.type == lang::kSpatialVec ? 6 : 1, number);
    return Call("max", {value, value.type.is_vec() ? Make(value.type, parts) : number});
  };
  // |x| + small; a value that is never negative needs no abs.
  const auto lifted = [&] {
    return (value.range.low >= 0.0 ? value : Call("abs", {value})) + small;
  };
  const auto within = [&](double low, double high) {
    return Call("clamp", {value, NumberLike(value, low), NumberLike(value, high)});
  };
  switch (domain) {
    case Domain::kAny:
      return value;
    case Domain::kNonNegative:
      return !real || ValueChoice("abs", value, 0.5) ? Call("abs", {value}) : at_least(0.0);
    case Domain::kPositive:
      return real && value.type.is_scalar() && ValueChoice("lifted", value, 0.5) ? lifted()
                                                                                 : at_least(small);
    case Domain::kNonZero:
      if (!value.type.is_scalar()) {
        return value;  // Warp's own functions cope with a zero length (native/vec.h: normalize).
      }
      return real && ValueChoice("lifted", value, 0.5) ? lifted() : at_least(small);
    case Domain::kUnitRange:
      return within(-1.0, 1.0);
    case Domain::kOpenUnit:
      return within(-0.99, 0.99);
    case Domain::kZeroToOne:
      return within(0.0, 1.0);
    case Domain::kOpenTwo:
      return within(0.01, 1.99);
    case Domain::kAxis:
      return within(0.0, 2.0);
    case Domain::kSmall:
      return real && ValueChoice("tanh", value, 0.3) ? Call("tanh", {value}) : within(-4.0, 4.0);
    case Domain::kAboveOne:
      return at_least(1.0);
    case Domain::kUnit:
      return value.type.is_transform() ? Rigid(value) : Call("normalize", {value});
  }
  return value;
}

Val Sketch::Rigid(const Val& value) {
  const Val position = value.x();  // Components 0 and 1 of a transform are .p and .q.
  const Val turn = Call("normalize", {value.y()});
  Val rigid = Make(value.type, {position, turn});
  rigid.range.unit = true;
  return rigid;
}

Val Sketch::FitIndex(const Val& value, int extent) {
  if (value.range.IsWithin(0.0, extent - 1.0)) {
    return value;
  }
  if (value.range.low >= 0.0 && ValueChoice("remainder", value, 0.6)) {
    return value % Int(extent);
  }
  return Call("clamp", {value, Int(0), Int(extent - 1)});
}

}  // namespace warploom::synth
