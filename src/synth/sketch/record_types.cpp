#include "synth/sketch/record_types.h"

#include <algorithm>

namespace warploom::synth {
namespace {

using lang::ArgPlan;
using lang::ExprId;
using lang::Fill;
using lang::Type;

bool SameField(const RecordTypes::FieldSpec& a, const RecordTypes::FieldSpec& b) {
  return a.name == b.name && a.type == b.type && a.low == b.low && a.high == b.high &&
         a.fill == b.fill && a.shape == b.shape;
}

// Rotations are filled with unit values, whatever the range.
Fill FillOf(const RecordTypes::FieldSpec& spec) {
  const bool rotates = spec.type.element().is_quat() || spec.type.element().is_transform();
  return rotates ? Fill::kUnit : spec.fill;
}

}  // namespace

std::vector<int> RecordTypes::ShapeOf(const FieldSpec& spec) {
  return {spec.shape.begin(), spec.shape.begin() + spec.type.ndim};
}

ValueRange RecordTypes::RangeOfField(const FieldSpec& spec) {
  const Type element = spec.type.element();
  return element.is_struct() ? Unknown(element)
                             : RangeOfFill(element, FillOf(spec), spec.low, spec.high);
}

Type RecordTypes::NewStruct(std::string_view name, std::vector<lang::StructField> fields) {
  specs_.emplace_back();
  return draft_.builder.AddStruct(
      {names_.Fresh(name, Type{}, style_.words(Role::kStruct)), std::move(fields)});
}

Type RecordTypes::NewRecord(std::string_view name, std::span<const FieldSpec> fields) {
  for (size_t id = 0; id < specs_.size(); ++id) {
    if (std::ranges::equal(specs_[id], fields, SameField) &&
        draft_.module.structs[id].name.starts_with(name)) {
      return lang::StructType(static_cast<uint16_t>(id));
    }
  }
  std::vector<lang::StructField> plain;
  for (const FieldSpec& field : fields) {
    plain.push_back({std::string(field.name), field.type});
  }
  const Type type = NewStruct(name, std::move(plain));
  specs_.back().assign(fields.begin(), fields.end());
  return type;
}

const RecordTypes::FieldSpec* RecordTypes::SpecOf(Type record, int field) const {
  const bool known = record.is_struct() && record.id < specs_.size() &&
                     static_cast<size_t>(field) < specs_[record.id].size();
  return known ? &specs_[record.id][static_cast<size_t>(field)] : nullptr;
}

void RecordTypes::CheckField(Type record, int field, const Val& value) const {
  const FieldSpec* spec = SpecOf(record, field);
  WARPLOOM_CHECK(
      spec == nullptr || !value.type.is_int() || value.range.IsWithin(spec->low, spec->high),
      "an integer field is set outside its range");
}

std::vector<ArgPlan> RecordTypes::FieldPlans(Type record, bool zero) const {
  WARPLOOM_CHECK(!specs_[record.id].empty(), "only a record knows how to fill its fields");
  std::vector<ArgPlan> plans;
  for (const FieldSpec& field : specs_[record.id]) {
    ArgPlan plan = {
        zero ? Fill::kZero : FillOf(field), field.low, field.high, ShapeOf(field), {}, false};
    if (field.type.element().is_struct()) {
      plan.fill = Fill::kFields;
      plan.fields = FieldPlans(field.type.element(), zero);
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

int RecordTypes::FieldNamed(Type record, std::string_view name) const {
  const std::vector<lang::StructField>& fields = draft_.module.struct_of(record).fields;
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const lang::StructField& f) { return f.name == name; });
  WARPLOOM_CHECK(found != fields.end(), "the struct has no field " + std::string(name));
  return static_cast<int>(found - fields.begin());
}

Val RecordTypes::Field(const Val& base, int field) {
  const ExprId id = draft_.builder.Field(base.id, static_cast<uint16_t>(field));
  const Type type = draft_.builder.type_of(id);
  const FieldSpec* spec = SpecOf(base.type, field);
  ValueRange value_range =
      spec == nullptr || type.is_struct() ? Unknown(type) : RangeOfField(*spec);
  value_range.from_input = base.range.from_input;
  return {draft_.sketch, id, type, value_range};
}

}  // namespace warploom::synth
