// Sketch: the launch, the arguments, arrays and their elements.
#include <algorithm>
#include <array>
#include <limits>

#include "base/hash.h"
#include "lang/rules.h"
#include "synth/profile/profile.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {
namespace {

using lang::ArgPlan;
using lang::ExprId;
using lang::Fill;
using lang::Type;
using lang::VarId;

constexpr std::array<std::array<std::string_view, 4>, 4> kThreadNames = {{
    {"i", "j", "k", "l"},
    {"x", "y", "z", "w"},
    {"row", "col", "layer", "batch"},
    {"ix", "iy", "iz", "it"},
}};
constexpr std::array<std::string_view, 16> kThreadNames1 = {
    "tid", "i", "tid", "i",    "tid",   "idx",   "tid", "thread_id",
    "p",   "v", "e",   "cell", "point", "index", "t",   "k"};

constexpr std::array<std::string_view, 4> kLaneNames = {"lane", "_lane", "_t", "_"};

}  // namespace

int Sketch::thread_count() const {
  int count = 1;
  for (const int dim : dims()) {
    count *= dim;
  }
  return count;
}

Val Sketch::Thread(int k) { return threads_[static_cast<size_t>(k)]; }

void Sketch::Remember(std::string_view key, const Val& value) {
  for (auto& [known, note] : notes_) {
    if (known == key) {
      note = value;
      return;
    }
  }
  notes_.emplace_back(key, value);
}

Val Sketch::Recall(std::string_view key) {
  for (const auto& [known, note] : notes_) {
    if (known == key && in_kernel()) {
      const auto* ref = std::get_if<lang::VarRef>(&module_[note.id].node);
      const bool is_in_sight = ref == nullptr || scope().Find(ref->var) != nullptr ||
                               std::ranges::find(params_, ref->var) != params_.end();
      return is_in_sight ? note : Val{};
    }
  }
  return {};
}

bool Sketch::StyleChoice(std::string_view key, double chance) const {
  return UnitOfHash(Hash64(key, style_seed_)) < chance;
}

bool Sketch::ValueChoice(std::string_view key, const Val& value, double chance) const {
  const std::array bounds = {value.range.low, value.range.high};
  const uint64_t of_key = Hash64(key, style_seed_);
  return UnitOfHash(Hash64(bounds, Hash64(ToText(value.type), of_key))) < chance;
}

Val Sketch::FlatThread() {
  if (const Val known = Recall("flat thread"); known.is_valid()) {
    return known;
  }
  static constexpr std::array<std::string_view, 4> kSizes = {"height", "width", "depth", "batch"};
  static constexpr std::array<std::string_view, 5> kNames = {"idx", "flat", "index", "offset",
                                                             "linear"};
  const bool literal = rng_.Chance(0.25);
  Val flat = Thread(0);
  for (int k = 1; k < ndim(); ++k) {
    const int size = dims()[static_cast<size_t>(k)];
    flat = flat * (literal ? Int(size) : SizeArg(size, kSizes[static_cast<size_t>(k)])) + Thread(k);
  }
  flat = Let(flat, rng_.Choose(kNames));
  Remember("flat thread", flat);
  return flat;
}

Val Sketch::NewParam(Type type, std::string_view name, ArgPlan plan) {
  WARPLOOM_CHECK(in_kernel(), "arguments are the kernel's; a helper cannot lift one");
  ValueRange value_range = RangeOfFill(type, plan.fill, plan.low, plan.high);
  params_.push_back(builder_.AddVar(ParamName(name, type, plan.is_output), type));
  plans_.push_back(std::move(plan));
  return VarVal(params_.back(), value_range);
}

const ArgPlan& Sketch::PlanOf(const Val& param) const {
  const VarId var = std::get<lang::VarRef>(module_[param.id].node).var;
  const auto found = std::ranges::find(params_, var);
  WARPLOOM_CHECK(found != params_.end(), "only an argument has a plan");
  return plans_[static_cast<size_t>(found - params_.begin())];
}

// An argument of an earlier motif that is called so and keeps to what is asked for: authors do not
// pass a second dt. -1 when there is none.
int Sketch::KnownParam(std::string_view name, Type type, const ArgPlan& wanted) const {
  for (size_t i = 0; i < earlier_params_ && !name.empty(); ++i) {
    const ArgPlan& plan = plans_[i];
    if (module_[params_[i]].name == name && module_[params_[i]].type == type &&
        plan.fill == wanted.fill && plan.shape == wanted.shape && !plan.is_output &&
        plan.low >= wanted.low && plan.high <= wanted.high) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

Val Sketch::NewArg(Type type, double low, double high, std::string_view name, Fill fill) {
  const Role role = type.is_scalar() ? Role::kScalarArg : Role::kVectorArg;
  const bool by_theme = type.is_float() || type.is_vec();
  const std::string_view chosen = !name.empty() ? name
                                  : by_theme    ? rng_.Choose(theme_->of(role))
                                                : rng_.Choose(theme_->of(names::RoleOfLocal(type)));
  const bool rotates = type.is_quat() || type.is_transform();
  ArgPlan plan = {rotates ? Fill::kUnit : fill, low, high, {}, {}, false};
  if (const int known = KnownParam(name, type, plan); known >= 0) {
    return frames_.front().scope.Find(params_[static_cast<size_t>(known)])->value;
  }
  const Val arg = NewParam(type, chosen, std::move(plan));
  ScopeEntry entry;
  entry.value = arg;
  entry.var = params_.back();
  frames_.front().scope.entries().insert(frames_.front().scope.entries().begin(), entry);
  return arg;
}

Val Sketch::SizeArg(int value, const Name& words) {
  const std::string_view name = words.Choose(rng_);
  for (const SizeArgument& known : sizes_) {
    if (known.value == value &&
        module_[std::get<lang::VarRef>(module_[known.arg.id].node).var].name == name) {
      return known.arg;
    }
  }
  const double exact = value;
  const Val arg = NewParam(lang::kInt, name, {Fill::kConstant, exact, exact, {}, {}, false});
  sizes_.push_back({value, arg});
  return arg;
}

int Sketch::NewArray(const ArraySpec& spec) {
  std::vector<int> shape = spec.shape;
  if (shape.empty()) {
    shape.assign(dims().begin(), dims().end());
  }
  const bool output = spec.access != Access::kInput;
  const std::string_view name =
      spec.name.empty() ? rng_.Choose(theme_->of(names::RoleOfArray(spec.element, output)))
                        : spec.name;
  const Type type = ArrayOf(spec.element, static_cast<int>(shape.size()), spec.kind);
  const bool rotates = spec.element.is_quat() || spec.element.is_transform();
  const Fill fill = rotates && !output ? Fill::kUnit : spec.fill;
  ArgPlan plan = {fill, spec.low, spec.high, shape, {}, output};
  if (spec.element.is_struct()) {
    plan.fill = Fill::kFields;
    plan.fields = FieldPlans(spec.element, fill == Fill::kZero);
  }
  const int known = output ? -1 : KnownParam(spec.name, type, plan);
  if (known >= 0) {
    const auto same =
        std::ranges::find(arrays_, params_[static_cast<size_t>(known)], &ArrayInfo::var);
    return static_cast<int>(same - arrays_.begin());
  }
  const Val ref = NewParam(type, name, std::move(plan));
  ArrayInfo info;
  info.var = std::get<lang::VarRef>(module_[ref.id].node).var;
  info.element = spec.element;
  info.shape = std::move(shape);
  info.access = spec.access;
  info.elements = spec.access == Access::kInput
                      ? RangeOfFill(spec.element, fill, spec.low, spec.high)
                      : Unknown(spec.element);
  info.elements.from_input = spec.access == Access::kInput || fill != Fill::kZero;
  arrays_.push_back(std::move(info));
  return static_cast<int>(arrays_.size() - 1);
}

int Sketch::InputArray(Type element) {
  std::vector<int> fitting;
  for (size_t i = 0; i < arrays_.size(); ++i) {
    const ArrayInfo& array = arrays_[i];
    if (array.access == Access::kInput && !array.ref.is_valid() && array.element == element &&
        module_[array.var].type.is_regular_array() && std::ranges::equal(array.shape, dims())) {
      fitting.push_back(static_cast<int>(i));
    }
  }
  if (!fitting.empty() && !rng_.Chance(profile_.leaf_new_argument)) {
    return rng_.Choose(fitting);
  }
  ArraySpec spec;
  spec.element = element;
  if (lang::IsFloat(element.scalar)) {
    spec.low = rng_.Chance(0.5) ? -2.0 : rng_.Chance(0.5) ? 0.0 : 0.1;
    spec.high = rng_.Chance(0.7) ? 2.0 : 10.0;
  } else {
    spec.low = element.is_bool() || rng_.Chance(0.7) || !lang::Info(element.scalar).is_signed
                   ? 0.0
                   : -50.0;
    spec.high = element.is_bool() ? 1.0 : rng_.Choose(std::array{15.0, 63.0, 100.0, 120.0});
  }
  const int array = NewArray(spec);
  ReadByEntity(array);
  return array;
}

Val Sketch::SizeOf(int array, int dimension) {
  const ArrayInfo& info = arrays_[static_cast<size_t>(array)];
  const int extent = info.shape[static_cast<size_t>(dimension)];
  const bool has_shape = HasShape(builder_.type_of(ArrayRef(array).id));
  if (rng_.Chance(0.4) && has_shape) {
    return {this, builder_.Shape(ArrayRef(array).id, dimension), lang::kInt, Exactly(extent)};
  }
  static constexpr std::array<std::string_view, 4> kNames1 = {"n", "num", "count", "size"};
  static constexpr std::array<std::string_view, 4> kNames = {"height", "width", "depth", "batch"};
  const bool one = info.shape.size() == 1;
  return SizeArg(extent, one ? rng_.Choose(kNames1) : kNames[static_cast<size_t>(dimension)]);
}

Val Sketch::ArrayRef(int array) {
  const ArrayInfo& info = arrays_[static_cast<size_t>(array)];
  const ExprId id = info.ref.is_valid() ? info.ref : builder_.Var(info.var);
  return {this, id, builder_.type_of(id), info.elements};
}

bool Sketch::FitsArray(const ArrayInfo& array, std::span<const Val> indices) const {
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

Val Sketch::At(int array, std::span<const Val> indices) {
  const ArrayInfo& info = arrays_[static_cast<size_t>(array)];
  WARPLOOM_CHECK(FitsArray(info, indices), "a subscript may be out of range");
  std::array<ExprId, 4> ids;
  std::transform(indices.begin(), indices.end(), ids.begin(), [](const Val& v) { return v.id; });
  const ExprId id = builder_.Subscript(ArrayRef(array).id, std::span(ids).first(indices.size()));
  return {this, id, builder_.type_of(id), info.elements};
}

Val Sketch::At(int array, std::initializer_list<Val> indices) {
  return At(array, std::span(indices.begin(), indices.size()));
}

Val Sketch::ThreadElement(int array) {
  if (arrays_[static_cast<size_t>(array)].access == Access::kInput) {
    for (const ScopeEntry& entry : scope().entries()) {
      if (entry.own_of == array) {
        return entry.value;
      }
    }
  }
  const bool by_entity = arrays_[static_cast<size_t>(array)].by_entity;
  const Val element = by_entity ? At(array, {entity_}) : At(array, threads_);
  if (arrays_[static_cast<size_t>(array)].access == Access::kInput) {
    last_own_ = {element.id, array};
  }
  return element;
}

void Sketch::StoreAt(int array, std::span<const Val> indices, const Val& value) {
  WARPLOOM_CHECK(arrays_[static_cast<size_t>(array)].access == Access::kPerThread,
                 "only an owned array is stored to");
  const Val target = At(array, indices);
  builder_.Store(target.id, value.id);
}

void Sketch::StoreThreadElement(int array, const Val& value) { StoreAt(array, threads_, value); }

void Sketch::Output(const Val& value, const Name& words) {
  const std::string_view name = words.Choose(rng_);
  const bool may_wait = name.empty() && frames_.back().block_depth == 0 && value.range.from_input;
  if (may_wait && rng_.Chance(profile_.size_wait)) {
    Keep(value);
    return;
  }
  StoreResult(value, name);
}

void Sketch::Keep(const Val& value, const Name& name) {
  WARPLOOM_CHECK(frames_.back().block_depth == 0 && value.range.from_input,
                 "only a result of the whole kernel can wait");
  const Val kept = Let(value, name);
  pending_.push_back(std::get<lang::VarRef>(module_[kept.id].node).var);
}

void Sketch::StoreResult(const Val& value, std::string_view name) {
  Val result = value;
  if (!value.range.from_input) {
    const Val input = DrawInput(value.type);
    result = Can(lang::BinaryOp::kAdd, value, input) ? value + input
                                                     : Select(DrawCondition(1), value, input);
  }
  ArraySpec spec;
  spec.element = value.type;
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  spec.name = name;
  const int array = NewArray(spec);
  if (!rng_.Chance(profile_.style_if_statements) || !StoreByBranch(array, result)) {
    StoreThreadElement(array, result);
  }
}

void Sketch::AtomicAdd(int array, std::span<const Val> indices, const Val& value) {
  WARPLOOM_CHECK(arrays_[static_cast<size_t>(array)].access == Access::kAtomic,
                 "only an atomic array takes atomics");
  const Val target = At(array, indices);
  std::vector<Type> types = {
      ArrayOf(arrays_[static_cast<size_t>(array)].element, static_cast<int>(indices.size()))};
  std::vector<ExprId> ids = {builder_.Var(arrays_[static_cast<size_t>(array)].var)};
  for (const Val& index : indices) {
    types.push_back(index.type);
    ids.push_back(index.id);
  }
  types.push_back(value.type);
  ids.push_back(value.id);
  const auto& table = builder_.builtins();
  const lang::Call* call = table.Resolve(table.Name("atomic_add"), types);
  if (call == nullptr || StyleChoice("sums by operator", 0.3)) {
    builder_.Augment(target.id, lang::BinaryOp::kAdd, value.id);
  } else {
    builder_.Evaluate(builder_.Call(*call, ids));
  }
}

void Sketch::Offer(const Val& value) {
  ScopeEntry entry;
  entry.value = value;
  entry.block_depth = frames_.back().block_depth;
  entry.loop_depth = loop_depth();
  scope().Add(entry);
}

void Sketch::Begin(KernelKind kind) {
  kind_ = kind;
  builder_.OpenBlock();
  const auto names = kThreadNames[rng_.Below(kThreadNames.size())];
  // Of a block's threads some authors name the number, too, although they all do the same.
  const bool has_lane = needs_lane_ || (is_tiled() && ndim() < 3 && rng_.Chance(0.15));
  const int n = ndim() + (has_lane ? 1 : 0);
  const auto& table = builder_.builtins();
  const lang::Call* tid = nullptr;
  for (const lang::CallId id : table.Named(table.Name("tid"))) {
    const lang::Call& call = table.call(id);
    if (tid == nullptr || static_cast<int>(call.results.size()) == n) {
      tid = &call;
    }
  }
  const ExprId call = builder_.Call(*tid, {});
  std::vector<VarId> vars;
  for (int k = 0; k < n; ++k) {
    const std::string_view name = k == ndim() ? (needs_lane_ ? "lane" : rng_.Choose(kLaneNames))
                                  : n == 1    ? rng_.Choose(kThreadNames1)
                                              : names[static_cast<size_t>(k)];
    vars.push_back(builder_.AddVar(Fresh(name), lang::kInt));
    if (k == ndim()) {
      lane_ = VarVal(vars.back(), synth::Between(0.0, module_.launch.block_dim - 1.0));
      break;
    }
    const ValueRange value_range = synth::Between(0.0, dims()[static_cast<size_t>(k)] - 1.0);
    threads_.push_back(VarVal(vars.back(), value_range));
    ScopeEntry entry;
    entry.value = threads_.back();
    entry.var = vars.back();
    entry.uses = 1;
    scope().Add(entry);
  }
  if (vars.size() == 1) {
    builder_.Assign(vars[0], call);
  } else {
    builder_.Unpack(vars, call);
  }
  if (is_tiled()) {
    return;  // The threads of a block stay together.
  }
  if (rng_.Chance(profile_.launch_guard) && n <= 2) {
    static constexpr std::array<std::string_view, 3> kNames = {"n", "num_items", "count"};
    if (n == 1) {
      ReturnIf(threads_[0] >= SizeArg(dims()[0], rng_.Choose(kNames)));
    } else {
      ReturnIf(threads_[0] >= SizeArg(dims()[0], "height") ||
               threads_[1] >= SizeArg(dims()[1], "width"));
    }
  }
  DrawEntry();
}

std::vector<VarId> Sketch::OrderedParams() {
  // Inputs, then scalars, then outputs; or scalars first; or as they came, outputs last.
  const size_t habit = rng_.Below(3);
  const auto rank = [&](size_t i) {
    const bool is_array = module_[params_[i]].type.is_array();
    const int output = plans_[i].is_output ? 4 : 0;
    return output + (habit == 0 ? (is_array ? 0 : 1) : habit == 1 ? (is_array ? 1 : 0) : 0);
  };
  std::vector<size_t> order(params_.size());
  for (size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::ranges::sort(order, {}, [&](size_t i) { return std::pair(rank(i), i); });
  std::vector<VarId> vars;
  module_.launch.args.clear();
  for (const size_t i : order) {
    vars.push_back(params_[i]);
    module_.launch.args.push_back(plans_[i]);
  }
  return vars;
}

}  // namespace warploom::synth
