#include "synth/sketch/kernel_entry.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "synth/names/index_words.h"

namespace warploom::synth {
namespace {

constexpr std::array<std::string_view, 9> kSwitches = {"active", "mask",           "enabled",
                                                       "alive",  "is_active",      "visible",
                                                       "valid",  "converged_mask", "in_use"};
constexpr std::array<std::string_view, 6> kFlagArrays = {
    "flags", "particle_flags", "body_flags", "shape_flags", "state_flags", "node_flags"};
constexpr std::array<std::string_view, 6> kFlagNames = {
    "FLAG_ACTIVE", "ACTIVE", "FLAG_ENABLED", "PARTICLE_ACTIVE", "FLAG_SIMULATE", "DYNAMIC"};
constexpr std::array<std::string_view, 6> kKindArrays = {"types",      "kinds",     "shape_type",
                                                         "joint_type", "cell_type", "object_type"};
constexpr std::array<std::string_view, 6> kGroupMasks = {
    "world_mask", "env_mask", "group_enabled", "world_active", "is_awake", "reset_mask"};
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
  Rng& rng = draft_.rng;
  if (rng.Chance(draft_.profile.launch_count) && draft_.ndim() == 1) {
    SkipBeyondCount();
  } else if (rng.Chance(draft_.profile.launch_idle)) {
    control_flow_.ReturnIf(DrawIdleCondition());
  }
  if (rng.Chance(draft_.profile.launch_entity)) {
    const Val entity = LookUpEntity();
    if (rng.Chance(0.35)) {
      LookUpGroup(entity);
    }
    if (rng.Chance(draft_.profile.launch_idle)) {
      SkipIdleEntity(entity);
    }
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
Val KernelEntry::LookUpEntity() {
  Rng& rng = draft_.rng;
  const bool all = rng.Chance(0.5);
  const names::IndexWords words =
      all ? rng.Choose(names::EntityWords()) : rng.Choose(names::GroupWords());
  const bool may_miss = rng.Chance(0.4);
  ArraySpec spec = Integers(words.array, may_miss ? -1.0 : 0.0, draft_.dims()[0] - 1.0);
  spec.shape = {draft_.dims()[0]};
  const int array = arrays_.NewArray(spec);
  Val entity = variables_.Let(arrays_.At(array, threads_.indices().first(1)), words.local);
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
  return entity;
}

// world = body_world[body]; if not world_mask[world]: return
void KernelEntry::LookUpGroup(const Val& entity) {
  Rng& rng = draft_.rng;
  const names::IndexWords words = rng.Choose(names::GroupWords());
  const int groups = rng.Choose(std::array{4, 8, 16, 32});
  ArraySpec spec = Integers(words.array, 0.0, groups - 1.0);
  spec.shape = {draft_.dims()[0]};
  const Val element = arrays_.At(arrays_.NewArray(spec), std::span(&entity, 1));
  const Val group = variables_.Let(element, words.local);
  ArraySpec mask = Integers(rng.Choose(kGroupMasks), 0.0, 1.0);
  mask.shape = {groups};
  const bool is_bool = rng.Chance(0.6);
  mask.element = is_bool ? lang::kBool : lang::kInt;
  const Val state = arrays_.At(arrays_.NewArray(mask), std::span(&group, 1));
  control_flow_.ReturnIf(is_bool ? values_.Unary(lang::UnaryOp::kNot, state)
                                 : values_.Compare(lang::CompareOp::kEq, state, values_.Int(0)));
}

// if joint_type[joint] != 2: return
void KernelEntry::SkipIdleEntity(const Val& entity) {
  Rng& rng = draft_.rng;
  ArraySpec spec = Integers(rng.Choose(kKindArrays), 0.0, 3.0);
  spec.shape = {draft_.dims()[0]};
  const Val kind = arrays_.At(arrays_.NewArray(spec), std::span(&entity, 1));
  const auto op = rng.Chance(0.5) ? lang::CompareOp::kNe : lang::CompareOp::kEq;
  control_flow_.ReturnIf(values_.Compare(op, kind, values_.Int(rng.Integer(0, 3))));
}

}  // namespace warploom::synth
