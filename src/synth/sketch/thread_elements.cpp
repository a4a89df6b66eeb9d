#include "synth/sketch/thread_elements.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace warploom::synth {

using lang::Type;

ArraySpec ThreadElements::DrawInputSpec(Type element) {
  Rng& rng = draft_.rng;
  ArraySpec spec;
  spec.element = element;
  if (lang::IsFloat(element.scalar)) {
    spec.low = rng.Chance(0.5) ? -2.0 : rng.Chance(0.5) ? 0.0 : 0.1;
    spec.high = rng.Chance(0.7) ? 2.0 : 10.0;
  } else {
    spec.low =
        element.is_bool() || rng.Chance(0.7) || !lang::Info(element.scalar).is_signed ? 0.0 : -50.0;
    spec.high = element.is_bool() ? 1.0 : rng.Choose(std::array{15.0, 63.0, 100.0, 120.0});
  }
  return spec;
}

int ThreadElements::InputArray(Type element) {
  std::vector<int> fitting;
  int index = 0;
  for (const ArrayInfo& array : arrays_.infos()) {
    if (array.access == Access::kInput && !array.ref.is_valid() && array.element == element &&
        draft_.module[array.var].type.is_regular_array() &&
        std::ranges::equal(array.shape, draft_.dims())) {
      fitting.push_back(index);
    }
    ++index;
  }
  if (!fitting.empty() && !draft_.rng.Chance(draft_.profile.leaf_new_argument)) {
    return draft_.rng.Choose(fitting);
  }
  const int array = arrays_.NewArray(DrawInputSpec(element));
  ReadByEntity(array);
  return array;
}

Val ThreadElements::ThreadElement(int array) {
  const ArrayInfo& info = arrays_.info(array);
  if (info.access == Access::kInput) {
    for (const ScopeEntry& entry : draft_.scope().entries()) {
      if (entry.own_of == array) {
        return entry.value;
      }
    }
  }
  const std::span<const Val> indices =
      info.by_entity ? std::span<const Val>(&entity_, 1) : threads_.indices();
  const Val element = arrays_.At(array, indices);
  if (info.access == Access::kInput) {
    variables_.NoteOwnElement(element.id, array);
  }
  return element;
}

void ThreadElements::StoreThreadElement(int array, const Val& value) {
  arrays_.StoreAt(array, threads_.indices(), value);
}

void ThreadElements::WorkOn(const Val& entity, bool all) {
  entity_ = entity;
  all_by_entity_ = all;
}

void ThreadElements::ReadByEntity(int array) {
  ArrayInfo& info = arrays_.info(array);
  const bool can = entity_.is_valid() && info.access == Access::kInput && !info.ref.is_valid() &&
                   std::ranges::equal(info.shape, draft_.dims());
  if (can && arguments_.IsNewest(info.var) && draft_.rng.Chance(all_by_entity_ ? 0.8 : 0.35)) {
    info.by_entity = true;
  }
}

}  // namespace warploom::synth
