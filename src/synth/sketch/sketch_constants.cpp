// Sketch: what is known before the kernel runs: constants, tables, enums, named numbers.
#include <algorithm>
#include <array>
#include <cmath>

#include "lang/constants.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {

using lang::NumberName;
using lang::NumberSource;
using lang::Type;

Val Sketch::NewConstant(const Name& words, const Val& value) {
  const std::string_view name = words.Choose(rng_);
  const bool plain = value.type.is_scalar() && lang::IsBareConstant(module_, value.id);
  if (plain && StyleChoice("constants in a class", 0.04)) {
    return NewClassMember(name, value);
  }
  const lang::ConstId id =
      builder_.AddConstant(Fresh(name, lang::Type{}, theme_->of(Role::kConstant)), value.id,
                           StyleChoice("wp.constant", 0.65));
  return {this, builder_.Const(id), value.type, value.range};
}

Val Sketch::NewStructConstant(std::string_view name, Type record, std::span<const Val> values) {
  std::vector<lang::ExprId> fields;
  for (size_t i = 0; i < values.size(); ++i) {
    CheckField(record, static_cast<int>(i), values[i]);
    fields.push_back(values[i].id);
  }
  const lang::ConstId id =
      builder_.AddConstant(Fresh(name, lang::Type{}, theme_->of(Role::kConstant)),
                           builder_.Construct(record, fields), false);
  return {this, builder_.Const(id), record, Unknown(record)};
}

Val Sketch::NewClassMember(std::string_view name, const Val& value) {
  using Kind = lang::ConstantClass::Kind;
  const auto known = std::ranges::find(module_.classes, Kind::kPlain, &lang::ConstantClass::kind);
  auto owner = static_cast<uint16_t>(known - module_.classes.begin());
  if (known == module_.classes.end()) {
    static constexpr std::array<std::string_view, 4> kNames = {"Config", "Params", "Settings",
                                                               "Constants"};
    owner = builder_.AddClass({Fresh(rng_.Choose(kNames)), Kind::kPlain, {}});
  }
  auto& members = module_.classes[owner].members;
  members.push_back({Fresh(name), value.type, value.id, StyleChoice("wp.constant", 0.65)});
  const lang::Member member = {owner, static_cast<uint16_t>(members.size() - 1),
                               lang::Member::Form::kPlain};
  return {this, builder_.Member(member), value.type, value.range};
}

Val Sketch::NewTable(std::string_view name, std::span<const double> numbers) {
  std::vector<lang::ExprId> items;
  ValueRange value_range = Exactly(numbers.front());
  for (const double number : numbers) {
    items.push_back(builder_.Real(number));
    value_range = Join(value_range, Exactly(number));
  }
  const lang::ConstId id = builder_.AddConstant(Fresh(name), builder_.Tuple(items), false);
  const lang::ExprId ref = builder_.Const(id);
  return {this, ref, builder_.type_of(ref), value_range};
}

Val Sketch::TableItem(const Val& table, const Val& index) {
  const lang::ExprId id = builder_.Subscript(table.id, {index.id});
  return {this, id, builder_.type_of(id), table.range};
}

Val Sketch::Static(const Val& value) {
  return {this, builder_.Static(value.id), value.type, value.range};
}

NumberSource Sketch::SourceOf(NumberName name) {
  const bool upper = StyleChoice("upper case numbers", 0.1);
  const bool math = StyleChoice("numbers of math", 0.2);
  const bool numpy = StyleChoice("numbers of numpy", 0.06);
  for (const NumberSource source : {NumberSource::kNumpy, NumberSource::kMath}) {
    const bool wanted = source == NumberSource::kMath ? math : numpy;
    if (wanted && IsIn(source, name)) {
      return source;
    }
  }
  return upper ? NumberSource::kWarpUpper : NumberSource::kWarp;
}

Val Sketch::Number(NumberName name, Type type) {
  const NumberSource source = SourceOf(name);
  lang::ExprId id = builder_.Named(name, source);
  if (type != lang::kFloat) {
    id = builder_.Construct(type, {id});
  }
  const double value = lang::Info(name).value;
  return {this, id, type, std::isfinite(value) ? Exactly(value) : Unknown(type)};
}

uint16_t Sketch::NewEnum(std::string_view name, std::span<const MemberSpec> members, bool is_flag) {
  using Kind = lang::ConstantClass::Kind;
  lang::ConstantClass definition;
  definition.name = Fresh(name);
  definition.kind = is_flag ? Kind::kIntFlag : Kind::kIntEnum;
  for (const MemberSpec& member : members) {
    definition.members.push_back(
        {std::string(member.name), lang::kInt, builder_.Int(member.value), false});
  }
  return builder_.AddClass(std::move(definition));
}

Val Sketch::Member(uint16_t owner, int index) {
  using Form = lang::Member::Form;
  const Form form = StyleChoice("members by int()", 0.25)  ? Form::kCast
                    : StyleChoice("members by value", 0.1) ? Form::kValue
                                                           : Form::kPlain;
  const lang::Member member = {owner, static_cast<uint16_t>(index), form};
  const int64_t value = std::get<lang::Literal>(module_[module_[member].value].node).integer;
  return {this, builder_.Member(member), lang::kInt, Exactly(static_cast<double>(value))};
}

}  // namespace warploom::synth
