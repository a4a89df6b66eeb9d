#include "synth/sketch/kernel_entry.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace warploom::synth {
namespace {

// The names of an array of indices and of one of its elements.
struct EntityWords {
  std::string_view array;
  std::string_view local;
};

// What a thread works on...
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

// ...and the group it belongs to.
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

KernelEntry::KernelEntry(Draft& draft, const Parts& parts)
    : draft_(draft),
      values_(parts.values),
      constants_(parts.constants),
      arguments_(parts.arguments),
      control_flow_(parts.control_flow),
      variables_(parts.variables),
      threads_(parts.threads),
      arrays_(parts.arrays),
      elements_(parts.elements) {}

void KernelEntry::DrawGuard() {
  if (!draft_.rng.Chance(draft_.profile.launch_guard) || draft_.ndim() > 2) {
    return;
  }
  static constexpr std::array<std::string_view, 3> kNames = {"n", "num_items", "count"};
  const std::span<const Val> index = threads_.indices();
  const std::span<const int> dims = draft_.dims();
  if (dims.size() == 1) {
    const Val size = arguments_.SizeArg(dims[0], draft_.rng.Choose(kNames));
    control_flow_.ReturnIf(index[0] >= size);
  } else {
    const Val height = arguments_.SizeArg(dims[0], "height");
    const Val width = arguments_.SizeArg(dims[1], "width");
    control_flow_.ReturnIf(index[0] >= height || index[1] >= width);
  }
}

void KernelEntry::DrawLookups() {
  if (draft_.rng.Chance(draft_.profile.launch_count) && draft_.ndim() == 1) {
    SkipBeyondCount();
  } else if (draft_.rng.Chance(draft_.profile.launch_idle)) {
    control_flow_.ReturnIf(DrawIdleCondition());
  }
  if (draft_.rng.Chance(draft_.profile.launch_entity) && draft_.ndim() == 1) {
    LookUpEntity();
  }
}

// Whether the thread has nothing to do: active[tid] == 0, or a flag, or the kind of its object.
Val KernelEntry::DrawIdleCondition() {
  using enum lang::CompareOp;
  Rng& rng = draft_.rng;
  switch (rng.Below(4)) {
    case 0: {
      const int array = arrays_.NewArray(Integers(rng.Choose(kSwitches), 0.0, 1.0));
      return values_.Compare(kEq, elements_.ThreadElement(array), values_.Int(0));
    }
    case 1: {
      ArraySpec spec = Integers(rng.Choose(kSwitches), 0.0, 1.0);
      spec.element = lang::kBool;
      const int array = arrays_.NewArray(spec);
      return values_.Unary(lang::UnaryOp::kNot, elements_.ThreadElement(array));
    }
    case 2: {
      const int array = arrays_.NewArray(Integers(rng.Choose(kFlagArrays), 0.0, 15.0));
      const Val bit = values_.Int(int64_t{1} << rng.Below(4));
      const Val flag = rng.Chance(0.7) ? constants_.NewConstant(rng.Choose(kFlagNames), bit) : bit;
      const Val set = values_.Binary(lang::BinaryOp::kBitAnd, elements_.ThreadElement(array), flag);
      return values_.Compare(kEq, set, values_.Int(0));
    }
    default: {
      const int array = arrays_.NewArray(Integers(rng.Choose(kKindArrays), 0.0, 3.0));
      const bool one = rng.Chance(0.5);
      const Val kind = values_.Int(rng.Choose(std::array{0, 1, 2, 3}));
      return values_.Compare(one ? kNe : kEq, elements_.ThreadElement(array), kind);
    }
  }
}

// if tid >= count[0]: return
void KernelEntry::SkipBeyondCount() {
  const double most = draft_.dims()[0];
  ArraySpec spec = Integers(draft_.rng.Choose(kCounts), most, most);
  spec.shape = {1};
  spec.low = std::max(1.0, most / 2.0);
  const std::array first = {values_.Int(0)};
  Val count = arrays_.At(arrays_.NewArray(spec), first);
  if (draft_.rng.Chance(0.3)) {
    count = variables_.Let(count, "n_active");
  }
  control_flow_.ReturnIf(threads_.indices()[0] >= count);
}

// body = shape_body[tid]; if body < 0: return
void KernelEntry::LookUpEntity() {
  Rng& rng = draft_.rng;
  const bool all = rng.Chance(0.5);
  const EntityWords words = all ? rng.Choose(kEntities) : rng.Choose(kGroups);
  const bool may_miss = rng.Chance(0.4);
  const double last = draft_.dims()[0] - 1.0;
  const int array = arrays_.NewArray(Integers(words.array, may_miss ? -1.0 : 0.0, last));
  Val entity = variables_.Let(elements_.ThreadElement(array), words.local);
  if (may_miss) {
    const Val misses = rng.Chance(0.6)
                           ? entity < 0
                           : values_.Compare(lang::CompareOp::kEq, entity, values_.Int(-1));
    control_flow_.ReturnIf(misses);
    ScopeEntry* entry = draft_.EntryOf(entity);
    entry->value.range.low = 0.0;
    entity = entry->value;
  }
  elements_.WorkOn(entity, all);
}

}  // namespace warploom::synth
