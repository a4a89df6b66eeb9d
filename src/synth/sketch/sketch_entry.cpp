// Sketch: how kernels of real code bases begin. Threads without work return at once; others look up
// the body, particle or cell that they work on.
#include <algorithm>
#include <array>

#include "synth/profile/profile.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {
namespace {

// An array of indices, and what one of them is called.
struct EntityWords {
  std::string_view array;
  std::string_view local;
};

// What a thread works on altogether...
constexpr auto kEntities = std::to_array<EntityWords>({
    {"indices", "idx"},
    {"body_ids", "body"},
    {"shape_body", "body"},
    {"joint_child", "child"},
    {"joint_parent", "parent"},
    {"particle_index", "particle"},
    {"vertex_ids", "vid"},
    {"face_ids", "face"},
    {"cell_ids", "cell_id"},
    {"active_ids", "active_id"},
    {"sorted_indices", "src"},
    {"permutation", "perm"},
    {"node_map", "node"},
    {"element_ids", "elem"},
    {"dof_map", "dof"},
    {"contact_shape", "shape"},
});

// ...and what it belongs to.
constexpr auto kGroups = std::to_array<EntityWords>({
    {"material_ids", "material"},
    {"group_ids", "group"},
    {"env_ids", "env"},
    {"world_ids", "world"},
    {"particle_world", "world"},
    {"shape_material", "mat_id"},
    {"owner", "owner_id"},
    {"labels", "label"},
    {"cluster_ids", "cluster"},
    {"region", "region_id"},
    {"body_world", "world_idx"},
});

constexpr std::array<std::string_view, 9> kSwitches = {"active", "mask",           "enabled",
                                                       "alive",  "is_active",      "visible",
                                                       "valid",  "converged_mask", "in_use"};
constexpr std::array<std::string_view, 6> kFlagArrays = {
    "flags", "particle_flags", "body_flags", "shape_flags", "state_flags", "node_flags"};
constexpr std::array<std::string_view, 6> kFlagNames = {
    "FLAG_ACTIVE", "ACTIVE", "FLAG_ENABLED", "PARTICLE_ACTIVE", "FLAG_SIMULATE", "DYNAMIC"};
constexpr std::array<std::string_view, 6> kKindArrays = {"types",      "kinds",     "shape_type",
                                                         "joint_type", "cell_type", "object_type"};
constexpr std::array<std::string_view, 5> kCounts = {"count", "num_active", "contact_count",
                                                     "particle_count", "num_valid"};

ArraySpec Integers(std::string_view name, double low, double high) {
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = low;
  spec.high = high;
  spec.name = name;
  return spec;
}

}  // namespace

void Sketch::DrawEntry() {
  if (rng_.Chance(profile_.launch_count) && ndim() == 1) {
    SkipBeyondCount();
  } else if (rng_.Chance(profile_.launch_idle)) {
    SkipIdleThreads();
  }
  if (rng_.Chance(profile_.launch_entity) && ndim() == 1) {
    LookUpEntity();
  }
}

// if active[tid] == 0: return
void Sketch::SkipIdleThreads() {
  switch (rng_.Below(4)) {
    case 0: {
      const int array = NewArray(Integers(rng_.Choose(kSwitches), 0.0, 1.0));
      ReturnIf(Compare(lang::CompareOp::kEq, ThreadElement(array), Int(0)));
      break;
    }
    case 1: {
      ArraySpec spec = Integers(rng_.Choose(kSwitches), 0.0, 1.0);
      spec.element = lang::kBool;
      ReturnIf(Unary(lang::UnaryOp::kNot, ThreadElement(NewArray(spec))));
      break;
    }
    case 2: {
      const int array = NewArray(Integers(rng_.Choose(kFlagArrays), 0.0, 15.0));
      const Val bit = Int(int64_t{1} << rng_.Below(4));
      const Val flag = rng_.Chance(0.7) ? NewConstant(rng_.Choose(kFlagNames), bit) : bit;
      const Val set = Binary(lang::BinaryOp::kBitAnd, ThreadElement(array), flag);
      ReturnIf(Compare(lang::CompareOp::kEq, set, Int(0)));
      break;
    }
    default: {
      const int array = NewArray(Integers(rng_.Choose(kKindArrays), 0.0, 3.0));
      const bool one = rng_.Chance(0.5);
      const Val kind = Int(rng_.Choose(std::array{0, 1, 2, 3}));
      ReturnIf(
          Compare(one ? lang::CompareOp::kNe : lang::CompareOp::kEq, ThreadElement(array), kind));
      break;
    }
  }
}

// if tid >= count[0]: return
void Sketch::SkipBeyondCount() {
  const double most = dims()[0];
  ArraySpec spec = Integers(rng_.Choose(kCounts), most, most);
  spec.shape = {1};
  spec.low = std::max(1.0, most / 2.0);
  const Val count = At(NewArray(spec), {Int(0)});
  ReturnIf(Thread(0) >= (rng_.Chance(0.3) ? Let(count, "n_active") : count));
}

// body = shape_body[tid]; if body < 0: return
void Sketch::LookUpEntity() {
  all_by_entity_ = rng_.Chance(0.5);
  const EntityWords words = all_by_entity_ ? rng_.Choose(kEntities) : rng_.Choose(kGroups);
  const bool may_miss = rng_.Chance(0.4);
  const double last = dims()[0] - 1.0;
  Val entity =
      Let(ThreadElement(NewArray(Integers(words.array, may_miss ? -1.0 : 0.0, last))), words.local);
  if (may_miss) {
    ReturnIf(rng_.Chance(0.6) ? entity < 0 : Compare(lang::CompareOp::kEq, entity, Int(-1)));
    ScopeEntry* entry = scope().Find(std::get<lang::VarRef>(module_[entity.id].node).var);
    entry->value.range.low = 0.0;
    entity = entry->value;
  }
  entity_ = entity;
}

void Sketch::ReadByEntity(int array) {
  ArrayInfo& info = arrays_[static_cast<size_t>(array)];
  const bool can = entity_.is_valid() && info.access == Access::kInput && !info.ref.is_valid() &&
                   std::ranges::equal(info.shape, dims());
  const bool is_new = can && params_.size() > earlier_params_ && params_.back() == info.var;
  if (is_new && rng_.Chance(all_by_entity_ ? 0.8 : 0.35)) {
    info.by_entity = true;
  }
}

// The ternary that may be written as branches; a copy, as the expressions move when one is added.
std::optional<lang::Ternary> Sketch::BranchesOf(const Val& value) const {
  const auto* ternary = std::get_if<lang::Ternary>(&module_[value.id].node);
  if (ternary == nullptr || kind_ == KernelKind::kAtlas) {  // The atlas shows the ternary.
    return std::nullopt;
  }
  return *ternary;
}

Val Sketch::LetByBranch(const Val& value, std::string_view name) {
  const std::optional<lang::Ternary> parts = BranchesOf(value);
  if (!parts) {
    return {};
  }
  const auto part = [&](lang::ExprId id) {
    return Val{this, id, builder_.type_of(id), value.range};
  };
  Val result = Declare(AsVariable(part(parts->otherwise)), name, value.range, false);
  If(part(parts->condition), [&] { Set(result, part(parts->then)); });
  return result;
}

bool Sketch::StoreByBranch(int array, const Val& value) {
  const std::optional<lang::Ternary> parts = BranchesOf(value);
  if (!parts) {
    return false;
  }
  const auto store = [&](lang::ExprId id) {
    StoreThreadElement(array, {this, id, builder_.type_of(id), value.range});
  };
  If(
      {this, parts->condition, lang::kBool, {}}, [&] { store(parts->then); },
      [&] { store(parts->otherwise); });
  return true;
}

}  // namespace warploom::synth
