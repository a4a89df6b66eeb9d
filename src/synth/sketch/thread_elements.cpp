#include "synth/sketch/thread_elements.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "synth/names/index_words.h"

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
  ReadByIndex(array);
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
  std::vector<Val> indices(threads_.indices().begin(), threads_.indices().end());
  if (info.own_index.is_valid()) {
    indices[0] = info.own_index;
  }
  const bool is_input = info.access == Access::kInput;
  const Val element = arrays_.At(array, indices);
  if (is_input) {
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

// An element of an array of indices, or of vecs of them; by chance looked up in two steps.
Val ThreadElements::DrawIndex() {
  Rng& rng = draft_.rng;
  if (!indices_.empty() && rng.Chance(0.2)) {
    return rng.Choose(indices_);
  }
  const int extent = draft_.dims()[0];
  const names::IndexWords words = rng.Choose(names::PlaceWords());
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.shape = {extent};
  spec.low = 0.0;
  spec.high = extent - 1.0;
  spec.name = words.array;
  const Val first =
      !indices_.empty() && rng.Chance(0.3) ? rng.Choose(indices_) : threads_.indices()[0];
  const bool packed = rng.Chance(0.15);
  if (packed) {
    spec.element = lang::VecType(static_cast<int>(rng.Integer(2, 3)), lang::Scalar::kInt32);
  }
  Val index = arrays_.At(arrays_.NewArray(spec), std::span(&first, 1));
  if (packed) {
    index = index[static_cast<int>(rng.Below(spec.element.rows))];
  }
  const bool named = draft_.frame().block_depth == 0 && rng.Chance(0.6);
  indices_.push_back(named ? variables_.Let(index, words.local) : index);
  return indices_.back();
}

void ThreadElements::ReadByIndex(int array) {
  const ArrayInfo& info = arrays_.info(array);
  const bool can = info.access == Access::kInput && !info.ref.is_valid() && !draft_.is_tiled() &&
                   std::ranges::equal(info.shape, draft_.dims()) && arguments_.IsNewest(info.var);
  if (!can) {
    return;
  }
  if (entity_.is_valid() && draft_.rng.Chance(all_by_entity_ ? 0.7 : 0.3)) {
    arrays_.info(array).own_index = entity_;
  } else if (draft_.rng.Chance(draft_.profile.launch_lookup)) {
    const Val index = DrawIndex();
    arrays_.info(array).own_index = index;
  }
}

}  // namespace warploom::synth
