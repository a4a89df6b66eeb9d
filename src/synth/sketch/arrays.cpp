#include "synth/sketch/arrays.h"

#include <algorithm>
#include <array>

#include "lang/rules.h"

namespace warploom::synth {

using lang::ArgPlan;
using lang::ExprId;
using lang::Fill;
using lang::Type;
using lang::VarId;

namespace {

// True when every index is certainly inside the array's shape.
bool AreInside(const ArrayInfo& array, std::span<const Val> indices) {
  if (indices.size() > array.shape.size()) {
    return false;
  }
  for (size_t k = 0; k < indices.size(); ++k) {
    if (!indices[k].range.IsWithin(0.0, array.shape[k] - 1.0)) {
      return false;
    }
  }
  return true;
}

}  // namespace

int Arrays::Add(ArrayInfo info) {
  infos_.push_back(std::move(info));
  return static_cast<int>(infos_.size() - 1);
}

int Arrays::NewArray(const ArraySpec& spec) {
  std::vector<int> shape = spec.shape;
  if (shape.empty()) {
    shape.assign(draft_.dims().begin(), draft_.dims().end());
  }
  const bool output = spec.access != Access::kInput;
  const std::string_view name =
      spec.name.empty() ? draft_.rng.Choose(style_.words(names::RoleOfArray(spec.element, output)))
                        : spec.name;
  const Type type = ArrayOf(spec.element, static_cast<int>(shape.size()), spec.kind);
  const bool rotates = spec.element.is_quat() || spec.element.is_transform();
  const Fill fill = rotates && !output ? Fill::kUnit : spec.fill;
  ArgPlan plan = {fill, spec.low, spec.high, shape, {}, output};
  if (spec.element.is_struct()) {
    plan.fill = Fill::kFields;
    plan.fields = records_.FieldPlans(spec.element, fill == Fill::kZero);
  }
  const VarId shared = output ? VarId{} : arguments_.FindShared(spec.name, type, plan);
  if (shared.is_valid()) {
    const auto same = std::ranges::find(infos_, shared, &ArrayInfo::var);
    return static_cast<int>(same - infos_.begin());
  }
  const Val ref = arguments_.NewParam(type, name, std::move(plan));
  ArrayInfo info;
  info.var = draft_.VariableOf(ref);
  info.element = spec.element;
  info.shape = std::move(shape);
  info.access = spec.access;
  info.elements = spec.access == Access::kInput
                      ? RangeOfFill(spec.element, fill, spec.low, spec.high)
                      : Unknown(spec.element);
  info.elements.from_input = spec.access == Access::kInput || fill != Fill::kZero;
  return Add(std::move(info));
}

int Arrays::AsArray(const Val& array, std::vector<int> shape, const ValueRange& elements,
                    Access access) {
  WARPLOOM_CHECK(array.type.ndim == shape.size(), "an array needs an extent for each dimension");
  ArrayInfo info;
  info.ref = array.id;
  info.element = array.type.element();
  info.shape = std::move(shape);
  info.elements = elements;
  info.access = access;
  return Add(std::move(info));
}

int Arrays::FieldArray(const Val& base, std::string_view name) {
  const int field = records_.FieldNamed(base.type, name);
  const RecordTypes::FieldSpec* spec = records_.SpecOf(base.type, field);
  WARPLOOM_CHECK(spec != nullptr, "only a record knows its array fields' shapes");
  ValueRange elements = RecordTypes::RangeOfField(*spec);
  elements.from_input = true;
  return AsArray(records_.Field(base, field), RecordTypes::ShapeOf(*spec), elements,
                 Access::kInput);
}

int Arrays::View(int array, std::span<const Val> indices, std::string_view name) {
  const Val view = At(array, indices);
  const ArrayInfo& info = infos_[static_cast<size_t>(array)];
  const std::vector<int> shape(info.shape.begin() + static_cast<long>(indices.size()),
                               info.shape.end());
  return AsArray(name.empty() ? view : variables_.Let(view, name), shape, info.elements,
                 info.access);
}

int Arrays::SliceView(int array, std::span<const Val> indices, const Val& start, const Val& stop,
                      int extent, std::string_view name) {
  const ArrayInfo info = infos_[static_cast<size_t>(array)];
  WARPLOOM_CHECK(AreInside(info, indices) && indices.size() < info.shape.size(),
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
  ids.push_back(draft_.builder.Slice(start.id, stop.id));
  const ExprId id = draft_.builder.Subscript(ArrayRef(array).id, ids);
  std::vector<int> shape = {extent};
  shape.insert(shape.end(), info.shape.begin() + static_cast<long>(ids.size()), info.shape.end());
  const Val view = {draft_.sketch, id, draft_.builder.type_of(id), info.elements};
  return AsArray(name.empty() ? view : variables_.Let(view, name), shape, info.elements,
                 info.access);
}

Val Arrays::ArrayRef(int array) {
  const ArrayInfo& info = infos_[static_cast<size_t>(array)];
  const ExprId id = info.ref.is_valid() ? info.ref : draft_.builder.Var(info.var);
  return {draft_.sketch, id, draft_.builder.type_of(id), info.elements};
}

Val Arrays::SizeOf(int array, int dimension) {
  const ArrayInfo& info = infos_[static_cast<size_t>(array)];
  const int extent = info.shape[static_cast<size_t>(dimension)];
  const bool has_shape = HasShape(draft_.builder.type_of(ArrayRef(array).id));
  if (draft_.rng.Chance(0.4) && has_shape) {
    return {draft_.sketch, draft_.builder.Shape(ArrayRef(array).id, dimension), lang::kInt,
            Exactly(extent)};
  }
  static constexpr std::array<std::string_view, 4> kNames1 = {"n", "num", "count", "size"};
  static constexpr std::array<std::string_view, 4> kNames = {"height", "width", "depth", "batch"};
  const bool one = info.shape.size() == 1;
  return arguments_.SizeArg(
      extent, one ? draft_.rng.Choose(kNames1) : kNames[static_cast<size_t>(dimension)]);
}

Val Arrays::At(int array, std::span<const Val> indices) {
  const ArrayInfo& info = infos_[static_cast<size_t>(array)];
  WARPLOOM_CHECK(AreInside(info, indices), "a subscript may be out of range");
  std::array<ExprId, 4> ids;
  std::transform(indices.begin(), indices.end(), ids.begin(), [](const Val& v) { return v.id; });
  const ExprId id =
      draft_.builder.Subscript(ArrayRef(array).id, std::span(ids).first(indices.size()));
  return {draft_.sketch, id, draft_.builder.type_of(id), info.elements};
}

void Arrays::StoreAt(int array, std::span<const Val> indices, const Val& value) {
  WARPLOOM_CHECK(info(array).access == Access::kPerThread,
                 "only an array with per-thread access can be stored to");
  const Val target = At(array, indices);
  draft_.builder.Store(target.id, value.id);
}

void Arrays::AtomicAdd(int array, std::span<const Val> indices, const Val& value) {
  WARPLOOM_CHECK(info(array).access == Access::kAtomic, "only an atomic array takes atomics");
  const Val target = At(array, indices);
  std::vector<Type> types = {ArrayOf(info(array).element, static_cast<int>(indices.size()))};
  std::vector<ExprId> ids = {draft_.builder.Var(info(array).var)};
  for (const Val& index : indices) {
    types.push_back(index.type);
    ids.push_back(index.id);
  }
  types.push_back(value.type);
  ids.push_back(value.id);
  const auto& table = draft_.builder.builtins();
  const lang::Call* call = table.Resolve(table.Name("atomic_add"), types);
  if (call == nullptr || style_.StyleChoice("sums by operator", 0.3)) {
    draft_.builder.Augment(target.id, lang::BinaryOp::kAdd, value.id);
  } else {
    draft_.builder.Evaluate(draft_.builder.Call(*call, ids));
  }
}

}  // namespace warploom::synth
