#include "synth/sketch/values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "lang/rules.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::ExprId;
using lang::NumberName;
using lang::NumberSource;
using lang::Type;

// Limits a float's range to what its type can hold: the bounds of a motif's own arithmetic may be
// far larger than its values ever are.
ValueRange Limited(ValueRange value_range, Type type) {
  if (lang::IsFloat(type.scalar)) {
    const ValueRange range = RangeOf(type.scalar);
    value_range.low = std::clamp(value_range.low, range.low, range.high);
    value_range.high = std::clamp(value_range.high, range.low, range.high);
  }
  return value_range;
}

// The name of a number such as pi, which motifs give with as many digits as people write.
std::optional<NumberName> NameOf(double value) {
  using enum lang::NumberName;
  for (const NumberName name : {kPi, kHalfPi, kTau, kE, kPhi, kLn2, kLn10, kLog2E, kLog10E}) {
    if (std::abs(value - lang::Info(name).value) < 1e-6) {
      return name;
    }
  }
  return std::nullopt;
}

}  // namespace

Val Values::Int(int64_t value, Type type) {
  return {draft_.sketch, draft_.builder.Int(value, type), type,
          Exactly(static_cast<double>(value))};
}

Val Values::Real(double value, Type type) {
  if (const auto name = NameOf(value); name && style_.StyleChoice("numbers by name", 0.75)) {
    return Number(*name, type);
  }
  return {draft_.sketch, draft_.builder.Real(value, type), type, Exactly(value)};
}

Val Values::Bool(bool value) {
  return {draft_.sketch, draft_.builder.Bool(value), lang::kBool, Exactly(value ? 1.0 : 0.0)};
}

NumberSource Values::SourceOf(NumberName name) {
  const bool upper = style_.StyleChoice("upper case numbers", 0.1);
  const bool math = style_.StyleChoice("numbers of math", 0.2);
  const bool numpy = style_.StyleChoice("numbers of numpy", 0.06);
  for (const NumberSource source : {NumberSource::kNumpy, NumberSource::kMath}) {
    const bool wanted = source == NumberSource::kMath ? math : numpy;
    if (wanted && IsIn(source, name)) {
      return source;
    }
  }
  return upper ? NumberSource::kWarpUpper : NumberSource::kWarp;
}

Val Values::Number(NumberName name, Type type) {
  const NumberSource source = SourceOf(name);
  lang::ExprId id = draft_.builder.Named(name, source);
  if (type != lang::kFloat) {
    id = draft_.builder.Construct(type, {id});
  }
  const double value = lang::Info(name).value;
  return {draft_.sketch, id, type, std::isfinite(value) ? Exactly(value) : Unknown(type)};
}

Val Values::NumberLike(const Val& like, double value) {
  const Type scalar = lang::ScalarType(like.type.scalar);
  return scalar.is_float() ? Real(value, scalar) : Int(static_cast<int64_t>(value), scalar);
}

bool Values::Can(BinaryOp op, const Val& a, const Val& b) const {
  const auto call = draft_.builder.BinaryCall(op, a.type, b.type);
  return call && IsSafeBinary(op, a.type, a.range, b.type, b.range,
                              draft_.builder.builtins().call(*call).result);
}

Val Values::Binary(BinaryOp op, const Val& a, const Val& b) {
  // x + -2.0 is written x - 2.0.
  const auto* literal = std::get_if<lang::Literal>(&draft_.module[b.id].node);
  if (literal != nullptr && b.range.high < 0.0 && (op == BinaryOp::kAdd || op == BinaryOp::kSub)) {
    return Binary(op == BinaryOp::kAdd ? BinaryOp::kSub : BinaryOp::kAdd, a,
                  NumberLike(b, -b.range.low));
  }
  const bool divides = op == BinaryOp::kDiv || op == BinaryOp::kFloorDiv || op == BinaryOp::kMod;
  const Val divisor = divides && b.type.is_scalar() ? Fit(b, Domain::kNonZero) : b;
  const ExprId id = draft_.builder.Binary(op, a.id, divisor.id);
  const Type type = draft_.builder.type_of(id);
  WARPLOOM_CHECK(
      lang::IsFloat(type.scalar) || IsSafeBinary(op, a.type, a.range, b.type, divisor.range, type),
      "this integer operation could overflow or trap");
  return {draft_.sketch, id, type,
          Limited(RangeOfBinary(op, a.type, a.range, b.type, divisor.range, type), type)};
}

Val Values::Unary(lang::UnaryOp op, const Val& a) {
  const ExprId id = draft_.builder.Unary(op, a.id);
  return {draft_.sketch, id, draft_.builder.type_of(id), RangeOfUnary(op, a.type, a.range)};
}

Val Values::Compare(lang::CompareOp op, const Val& a, const Val& b) {
  ValueRange value_range = synth::Between(0.0, 1.0);
  value_range.from_input = a.range.from_input || b.range.from_input;
  return {draft_.sketch, draft_.builder.Compare(op, a.id, b.id), lang::kBool, value_range};
}

Val Values::InRange(const Val& low, const Val& value, const Val& high, bool include_high) {
  ValueRange value_range = synth::Between(0.0, 1.0);
  value_range.from_input = low.range.from_input || value.range.from_input || high.range.from_input;
  const auto second = include_high ? lang::CompareOp::kLe : lang::CompareOp::kLt;
  return {draft_.sketch,
          draft_.builder.CompareChain(low.id, lang::CompareOp::kLe, value.id, second, high.id),
          lang::kBool, value_range};
}

Val Values::Call(std::string_view name, std::initializer_list<Val> args) {
  std::array<Type, 16> types;
  WARPLOOM_CHECK(args.size() <= types.size(), "too many arguments");
  std::transform(args.begin(), args.end(), types.begin(), [](const Val& v) { return v.type; });
  const auto& table = draft_.builder.builtins();
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

Val Values::Call(const lang::Call& call, std::span<const Val> args) {
  const auto& table = draft_.builder.builtins();
  const BuiltinFacts* row = FindBuiltinFacts(table.name(call.name));
  std::array<ExprId, 16> ids;
  std::array<ValueRange, 16> value_range;
  for (size_t i = 0; i < args.size(); ++i) {
    const bool has_domain = row != nullptr && i < row->domains.size();
    const Val fitted = has_domain ? Fit(args[i], row->domains[i]) : args[i];
    ids[i] = fitted.id;
    value_range[i] = fitted.range;
  }
  const ExprId id = draft_.builder.Call(call, std::span(ids).first(args.size()));
  const ValueRange known = RangeOfCall(table, call, std::span(value_range).first(args.size()));
  return {draft_.sketch, id, call.result, Limited(known, call.result)};
}

Val Values::Make(Type type, std::span<const Val> parts) {
  std::array<ExprId, 64> ids;
  ValueRange value_range = Exactly(0.0);
  for (size_t i = 0; i < parts.size(); ++i) {
    ids[i] = parts[i].id;
    value_range = i == 0 ? parts[i].range : Join(value_range, parts[i].range);
  }
  if (type.is_struct()) {
    for (size_t i = 0; i < parts.size(); ++i) {
      records_.CheckField(type, static_cast<int>(i), parts[i]);
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
  const ExprId id = draft_.builder.Construct(type, std::span(ids).first(parts.size()));
  return {draft_.sketch, id, type, value_range};
}

Val Values::Convert(const Val& value, Type type) {
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
  return {draft_.sketch, draft_.builder.Construct(type, ids), type, value_range};
}

Val Values::Select(const Val& condition, const Val& then, const Val& otherwise) {
  ValueRange value_range = Join(then.range, otherwise.range);
  value_range.from_input = value_range.from_input || condition.range.from_input;
  if (style_.ValueChoice("where", then, draft_.profile.style_where_call)) {
    const std::array<Type, 3> types = {lang::kBool, then.type, otherwise.type};
    const auto& table = draft_.builder.builtins();
    if (const lang::Call* call = table.Resolve(table.Name("where"), types)) {
      const std::array<ExprId, 3> ids = {condition.id, then.id, otherwise.id};
      return {draft_.sketch, draft_.builder.Call(*call, ids), then.type, value_range};
    }
  }
  return {draft_.sketch, draft_.builder.Ternary(condition.id, then.id, otherwise.id), then.type,
          value_range};
}

}  // namespace warploom::synth
