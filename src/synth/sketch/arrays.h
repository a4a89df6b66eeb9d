#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/sketch/arguments.h"
#include "synth/sketch/author_style.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/record_types.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// Who may touch an array, so that no two threads race.
enum class Access : uint8_t {
  kInput,      // Read anywhere, never written.
  kPerThread,  // Each thread reads and writes its own element only.
  kAtomic,     // Written by atomics only.
};

// An array under construction.
struct ArrayInfo {
  lang::VarId var;
  lang::Type element;
  std::vector<int> shape;  // Elements in each dimension.
  ValueRange elements;     // What holds for every element.
  lang::ExprId ref;        // How a view, a field or a helper's parameter is written; else invalid.
  Access access = Access::kInput;
  Val own_index;  // Where a thread's own element lies along the first dimension, if looked up.
  bool written_out = false;  // A thread's own element is written in expressions, not named.
};

// What to make an array from.
struct ArraySpec {
  lang::Type element = lang::kFloat;
  std::vector<int> shape;  // Empty: the launch's dimensions.
  lang::Fill fill = lang::Fill::kUniform;
  double low = -1.0;
  double high = 1.0;
  Access access = Access::kInput;
  std::string_view name;  // Empty: a name of the theme's.
  lang::ArrayKind kind = lang::ArrayKind::kRegular;
};

// All arrays of the kernel: arguments, views and fields. Reading or writing one CHECKs that every
// index is inside the shape by its range, and that the access is allowed.
class Arrays {
 public:
  Arrays(Draft& draft, const AuthorStyle& style, RecordTypes& records, Arguments& arguments,
         Variables& variables)
      : draft_(draft),
        style_(style),
        records_(records),
        arguments_(arguments),
        variables_(variables) {}

  // Each of these returns an index into infos().
  // A new argument, or an input of an earlier motif that has the same name and fits. An array of a
  // record is filled field by field.
  int NewArray(const ArraySpec& spec);
  // An array that is not an argument of its own: a helper's parameter or a struct's field.
  int AsArray(const Val& array, std::vector<int> shape, const ValueRange& elements, Access access);
  // A record's array field.
  int FieldArray(const Val& base, std::string_view name);
  // name = array[indices]: the remaining dimensions as an array. Without a name the subscript is
  // written where the view is used.
  int View(int array, std::span<const Val> indices, std::string_view name);
  // name = array[indices..., start:stop], with `extent` elements in that dimension.
  int SliceView(int array, std::span<const Val> indices, const Val& start, const Val& stop,
                int extent, std::string_view name);

  std::span<const ArrayInfo> infos() const { return infos_; }
  ArrayInfo& info(int array) { return infos_[static_cast<size_t>(array)]; }
  Val ArrayRef(int array);
  // array.shape[k] or a size argument, as this author likes.
  Val SizeOf(int array, int dimension);

  // array[indices]
  Val At(int array, std::span<const Val> indices);
  // array[indices] = value, for an array with per-thread access.
  void StoreAt(int array, std::span<const Val> indices, const Val& value);
  // wp.atomic_add(array, indices..., value) or array[indices] += value.
  void AtomicAdd(int array, std::span<const Val> indices, const Val& value);

 private:
  int Add(ArrayInfo info);

  Draft& draft_;
  const AuthorStyle& style_;
  RecordTypes& records_;
  Arguments& arguments_;
  Variables& variables_;
  std::vector<ArrayInfo> infos_;
};

}  // namespace warploom::synth
