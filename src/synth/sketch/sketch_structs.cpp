// Sketch: structs that know their fields' ranges, and arrays that are no arguments of their own.
#include <algorithm>
#include <array>

#include "synth/sketch/sketch.h"

namespace warploom::synth {

using lang::ArgPlan;
using lang::ExprId;
using lang::Fill;
using lang::Type;

namespace {

bool SameField(const Sketch::FieldSpec& a, const Sketch::FieldSpec& b) {
  return a.name == b.name && a.type == b.type && a.low == b.low && a.high == b.high &&
         a.fill == b.fill && a.shape == b.shape;
}

// Rotations are filled with rotations, whatever the range says.
Fill FillOf(const Sketch::FieldSpec& spec) {
  const bool rotates = spec.type.element().is_quat() || spec.type.element().is_transform();
  return rotates ? Fill::kUnit : spec.fill;
}

std::vector<int> ShapeOf(const Sketch::FieldSpec& spec) {
  return {spec.shape.begin(), spec.shape.begin() + spec.type.ndim};
}

}  // namespace

Type Sketch::NewStruct(std::string_view name, std::vector<lang::StructField> fields) {
  records_.emplace_back();
  return builder_.AddStruct({Fresh(name, Type{}, theme_->of(Role::kStruct)), std::move(fields)});
}

Type Sketch::NewRecord(std::string_view name, std::span<const FieldSpec> fields) {
  for (size_t id = 0; id < records_.size(); ++id) {
    if (std::ranges::equal(records_[id], fields, SameField) &&
        module_.structs[id].name.starts_with(name)) {
      return lang::StructType(static_cast<uint16_t>(id));
    }
  }
  std::vector<lang::StructField> plain;
  for (const FieldSpec& field : fields) {
    plain.push_back({std::string(field.name), field.type});
  }
  const Type type = NewStruct(name, std::move(plain));
  records_.back().assign(fields.begin(), fields.end());
  return type;
}

const Sketch::FieldSpec* Sketch::SpecOf(Type record, int field) const {
  const bool known = record.is_struct() && record.id < records_.size() &&
                     static_cast<size_t>(field) < records_[record.id].size();
  return known ? &records_[record.id][static_cast<size_t>(field)] : nullptr;
}

void Sketch::CheckField(Type record, int field, const Val& value) const {
  const FieldSpec* spec = SpecOf(record, field);
  WARPLOOM_CHECK(
      spec == nullptr || !value.type.is_int() || value.range.IsWithin(spec->low, spec->high),
      "an integer field is set outside its range");
}

std::vector<ArgPlan> Sketch::FieldPlans(Type record, bool zero) const {
  WARPLOOM_CHECK(!records_[record.id].empty(), "only a record knows how to fill its fields");
  std::vector<ArgPlan> plans;
  for (const FieldSpec& field : records_[record.id]) {
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

Val Sketch::NewRecordArg(Type record, std::string_view name) {
  return NewParam(record, name, {Fill::kFields, 0.0, 0.0, {}, FieldPlans(record, false), false});
}

int Sketch::FieldNamed(Type record, std::string_view name) const {
  const std::vector<lang::StructField>& fields = module_.struct_of(record).fields;
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const lang::StructField& f) { return f.name == name; });
  WARPLOOM_CHECK(found != fields.end(), "the struct has no field " + std::string(name));
  return static_cast<int>(found - fields.begin());
}

Val Sketch::Field(const Val& base, int field) {
  const ExprId id = builder_.Field(base.id, static_cast<uint16_t>(field));
  const Type type = builder_.type_of(id);
  const FieldSpec* spec = SpecOf(base.type, field);
  ValueRange value_range = spec == nullptr || type.is_struct()
                               ? Unknown(type)
                               : RangeOfFill(type.element(), FillOf(*spec), spec->low, spec->high);
  value_range.from_input = base.range.from_input;
  return {this, id, type, value_range};
}

void Sketch::OfferFields(const Val& base) {
  const size_t count = module_.struct_of(base.type).fields.size();
  for (size_t i = 0; i < count; ++i) {
    const Val field = Field(base, static_cast<int>(i));
    if (!field.type.is_array() && !field.type.is_struct()) {
      Offer(field);
    }
  }
}

int Sketch::AsArray(const Val& array, std::vector<int> shape, const ValueRange& elements,
                    Access access) {
  WARPLOOM_CHECK(array.type.ndim == shape.size(), "an array needs an extent for each dimension");
  ArrayInfo info;
  info.ref = array.id;
  info.element = array.type.element();
  info.shape = std::move(shape);
  info.elements = elements;
  info.access = access;
  arrays_.push_back(std::move(info));
  return static_cast<int>(arrays_.size() - 1);
}

int Sketch::FieldArray(const Val& base, std::string_view name) {
  const int field = FieldNamed(base.type, name);
  const FieldSpec* spec = SpecOf(base.type, field);
  WARPLOOM_CHECK(spec != nullptr, "only a record knows its array fields' shapes");
  ValueRange elements =
      spec->type.element().is_struct()
          ? Unknown(spec->type.element())
          : RangeOfFill(spec->type.element(), FillOf(*spec), spec->low, spec->high);
  elements.from_input = true;
  return AsArray(Field(base, field), ShapeOf(*spec), elements);
}

int Sketch::View(int array, std::span<const Val> indices, std::string_view name) {
  const Val view = At(array, indices);
  const ArrayInfo& info = arrays_[static_cast<size_t>(array)];
  const std::vector<int> shape(info.shape.begin() + static_cast<long>(indices.size()),
                               info.shape.end());
  return AsArray(name.empty() ? view : Let(view, name), shape, info.elements, info.access);
}

int Sketch::SliceView(int array, std::span<const Val> indices, const Val& start, const Val& stop,
                      int extent, std::string_view name) {
  const ArrayInfo info = arrays_[static_cast<size_t>(array)];
  WARPLOOM_CHECK(FitsArray(info, indices) && indices.size() < info.shape.size(),
                 "a subscript may be out of range");
  const double size = info.shape[indices.size()];
  WARPLOOM_CHECK(!start.is_valid() || start.range.IsWithin(0.0, size - 1.0),
                 "a slice may start outside the array");
  WARPLOOM_CHECK(!stop.is_valid() || stop.range.IsWithin(1.0, size),
                 "a slice may end outside the array");
  std::vector<ExprId> ids;
  for (const Val& index : indices) {
    ids.push_back(index.id);
  }
  ids.push_back(builder_.Slice(start.id, stop.id));
  const ExprId id = builder_.Subscript(ArrayRef(array).id, ids);
  std::vector<int> shape = {extent};
  shape.insert(shape.end(), info.shape.begin() + static_cast<long>(ids.size()), info.shape.end());
  const Val view = {this, id, builder_.type_of(id), info.elements};
  return AsArray(name.empty() ? view : Let(view, name), shape, info.elements, info.access);
}

}  // namespace warploom::synth
