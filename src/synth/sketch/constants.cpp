#include "synth/sketch/constants.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "lang/constants.h"

namespace warploom::synth {

using lang::Type;

Val Constants::NewConstant(const Name& words, const Val& value) {
  const std::string_view name = words.Choose(draft_.rng);
  const bool plain = value.type.is_scalar() && lang::IsBareConstant(draft_.module, value.id);
  if (plain && style_.StyleChoice("constants in a class", 0.04)) {
    return NewClassMember(name, value);
  }
  const lang::ConstId id =
      draft_.builder.AddConstant(names_.Fresh(name, lang::Type{}, style_.words(Role::kConstant)),
                                 value.id, style_.StyleChoice("wp.constant", 0.65));
  return {draft_.sketch, draft_.builder.Const(id), value.type, value.range};
}

Val Constants::NewStructConstant(std::string_view name, Type record, std::span<const Val> values) {
  std::vector<lang::ExprId> fields;
  for (size_t i = 0; i < values.size(); ++i) {
    records_.CheckField(record, static_cast<int>(i), values[i]);
    fields.push_back(values[i].id);
  }
  const lang::ConstId id =
      draft_.builder.AddConstant(names_.Fresh(name, lang::Type{}, style_.words(Role::kConstant)),
                                 draft_.builder.Construct(record, fields), false);
  return {draft_.sketch, draft_.builder.Const(id), record, Unknown(record)};
}

Val Constants::NewClassMember(std::string_view name, const Val& value) {
  using Kind = lang::ConstantClass::Kind;
  const auto known =
      std::ranges::find(draft_.module.classes, Kind::kPlain, &lang::ConstantClass::kind);
  auto owner = static_cast<uint16_t>(known - draft_.module.classes.begin());
  if (known == draft_.module.classes.end()) {
    static constexpr std::array<std::string_view, 4> kNames = {"Config", "Params", "Settings",
                                                               "Constants"};
    owner = draft_.builder.AddClass({names_.Fresh(draft_.rng.Choose(kNames)), Kind::kPlain, {}});
  }
  auto& members = draft_.module.classes[owner].members;
  members.push_back(
      {names_.Fresh(name), value.type, value.id, style_.StyleChoice("wp.constant", 0.65)});
  const lang::Member member = {owner, static_cast<uint16_t>(members.size() - 1),
                               lang::Member::Form::kPlain};
  return {draft_.sketch, draft_.builder.Member(member), value.type, value.range};
}

Val Constants::NewTable(std::string_view name, std::span<const double> numbers) {
  std::vector<lang::ExprId> items;
  ValueRange value_range = Exactly(numbers.front());
  for (const double number : numbers) {
    items.push_back(draft_.builder.Real(number));
    value_range = Join(value_range, Exactly(number));
  }
  const lang::ConstId id =
      draft_.builder.AddConstant(names_.Fresh(name), draft_.builder.Tuple(items), false);
  const lang::ExprId ref = draft_.builder.Const(id);
  return {draft_.sketch, ref, draft_.builder.type_of(ref), value_range};
}

Val Constants::TableItem(const Val& table, const Val& index) {
  const lang::ExprId id = draft_.builder.Subscript(table.id, {index.id});
  return {draft_.sketch, id, draft_.builder.type_of(id), table.range};
}

Val Constants::Static(const Val& value) {
  return {draft_.sketch, draft_.builder.Static(value.id), value.type, value.range};
}

uint16_t Constants::NewEnum(std::string_view name, std::span<const MemberSpec> members,
                            bool is_flag) {
  using Kind = lang::ConstantClass::Kind;
  lang::ConstantClass definition;
  definition.name = names_.Fresh(name);
  definition.kind = is_flag ? Kind::kIntFlag : Kind::kIntEnum;
  for (const MemberSpec& member : members) {
    definition.members.push_back(
        {std::string(member.name), lang::kInt, draft_.builder.Int(member.value), false});
  }
  return draft_.builder.AddClass(std::move(definition));
}

lang::ConstId Constants::ConstantOfMember(lang::Member member) {
  const auto [place, is_new] = of_members_.try_emplace({member.owner, member.index});
  if (is_new) {
    const auto& definition = draft_.module.classes[member.owner];
    const std::string name = definition.name + "_" + draft_.module[member].name;
    std::string words;
    for (const char c : name) {
      const bool starts = c >= 'A' && c <= 'Z' && !words.empty() && words.back() >= 'a';
      words += starts ? "_" : "";
      words += c;
    }
    std::ranges::transform(words, words.begin(), [](unsigned char c) { return std::toupper(c); });
    const lang::ExprId value =
        draft_.builder.Construct(lang::kInt, {draft_.builder.Member(member)});
    place->second = draft_.builder.AddConstant(names_.Fresh(words), value,
                                               style_.StyleChoice("wp.constant", 0.65));
  }
  return place->second;
}

Val Constants::Member(uint16_t owner, int index) {
  using Form = lang::Member::Form;
  const bool by_constant = draft_.module.classes[owner].kind != lang::ConstantClass::Kind::kPlain &&
                           style_.StyleChoice("members by constant", 0.25);
  const Form form = style_.StyleChoice("members by int()", 0.25)  ? Form::kCast
                    : style_.StyleChoice("members by value", 0.1) ? Form::kValue
                                                                  : Form::kPlain;
  const lang::Member member = {owner, static_cast<uint16_t>(index),
                               by_constant ? Form::kPlain : form};
  const int64_t value =
      std::get<lang::Literal>(draft_.module[draft_.module[member].value].node).integer;
  const lang::ExprId id =
      by_constant ? draft_.builder.Const(ConstantOfMember(member)) : draft_.builder.Member(member);
  return {draft_.sketch, id, lang::kInt, Exactly(static_cast<double>(value))};
}

}  // namespace warploom::synth
