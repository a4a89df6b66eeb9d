#include "synth/kit/input_arrays.h"

#include <algorithm>
#include <array>
#include <string>

namespace warploom::synth::kit {

using lang::Type;

namespace {

int FindArray(Sketch& s, Type type, Words names, std::span<const int> shape, Range range) {
  for (size_t i = 0; i < s.arrays().size(); ++i) {
    const ArrayInfo& array = s.arrays()[i];
    const bool fits = array.access == Access::kInput && !array.ref.is_valid() &&
                      array.element == type && std::ranges::equal(array.shape, shape);
    if (fits && IsOneOf(s.module()[array.var].name, names) &&
        array.elements.unit ==
            (range.fill == lang::Fill::kUnit || type.is_quat() || type.is_transform()) &&
        (array.elements.unit || array.elements.IsWithin(range.low, range.high))) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

int ArrayNamed(Sketch& s, Type type, Words names, std::vector<int> shape, Range range) {
  const int known = FindArray(s, type, names, shape, range);
  if (known >= 0) {
    return known;
  }
  return s.NewArray({.element = type,
                     .shape = std::move(shape),
                     .fill = range.fill,
                     .low = range.low,
                     .high = range.high,
                     .name = OneOf(s, names)});
}

// Emits the local variables of Corners; one function for each layout.
struct CornerReader {
  Sketch& s;
  Words arrays;
  std::span<const std::string_view> locals;
  Range range;
  std::vector<Val> corners = {};

  int count() const { return static_cast<int>(locals.size()); }

  void Add(const Val& index) { corners.push_back(s.Let(index, locals[corners.size()])); }

  void ReadVector() {
    const Type packed = lang::VecType(count(), lang::Scalar::kInt32);
    const Val element = s.ThreadElement(InputNamed(s, packed, arrays, range));
    const Val tuple = Named(s, element, {"ids", "idx", "corner", "v_ids"});
    for (int k = 0; k < count(); ++k) {
      Add(tuple[k]);
    }
  }

  void ReadFlat() {
    const int flat = ArrayNamed(s, lang::kInt, arrays, {s.dims()[0] * count()}, range);
    for (int k = 0; k < count(); ++k) {
      const Val start = s.Thread(0) * s.Int(count());
      const std::array index = {k == 0 && s.rng().Chance(0.5) ? start : start + s.Int(k)};
      Add(s.At(flat, index));
    }
  }

  void ReadRow() {
    std::vector<int> shape(s.dims().begin(), s.dims().end());
    shape.push_back(count());
    const int rows = ArrayNamed(s, lang::kInt, arrays, std::move(shape), range);
    std::vector<Val> at;
    for (int k = 0; k < s.ndim(); ++k) {
      at.push_back(s.Thread(k));
    }
    at.emplace_back();
    for (int k = 0; k < count(); ++k) {
      at.back() = s.Int(k);
      Add(s.At(rows, at));
    }
  }

  void ReadArrays() {
    for (const std::string_view local : locals) {
      const std::string array = std::string(*arrays.begin()) + "_" + std::string(local);
      Add(s.ThreadElement(InputNamed(s, lang::kInt, {array}, range)));
    }
  }
};

}  // namespace

int InputNamed(Sketch& s, Type type, Words names, Range range) {
  return ArrayNamed(s, type, names, {s.dims().begin(), s.dims().end()}, range);
}

Val Read(Sketch& s, Type type, Words arrays, Words locals, Range range) {
  const int array = InputNamed(s, type, arrays, range);
  s.ReadByIndex(array);
  const Val element = s.ThreadElement(array);
  return Named(s, element, locals);
}

int TableSize(Sketch& s) {
  const int threads = s.thread_count();
  return s.ndim() == 1 ? threads : threads < 512 ? 256 : 1024;
}

int TableNamed(Sketch& s, Type type, Words names, int count, Range range) {
  return ArrayNamed(s, type, names, {count}, range);
}

std::vector<Val> Corners(Sketch& s, Words names, std::span<const std::string_view> locals,
                         int extent) {
  CornerReader reader = {s, names, locals, {0.0, extent - 1.0}};
  const auto how = s.rng().Below(4);
  if (how == 0) {
    reader.ReadVector();
  } else if (how == 1 && s.ndim() == 1) {
    reader.ReadFlat();
  } else if (how <= 2 && s.ndim() <= 3) {
    reader.ReadRow();
  } else {
    reader.ReadArrays();
  }
  return reader.corners;
}

}  // namespace warploom::synth::kit
