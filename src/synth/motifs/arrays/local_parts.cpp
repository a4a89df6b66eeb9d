#include "synth/motifs/arrays/local_parts.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {

using lang::Type;

int LocalArray(Sketch& s, Type element, std::span<const int> shape, std::string_view name) {
  std::vector<lang::ExprId> extents;
  const bool named = shape.size() == 1 && s.rng().Chance(0.3);
  for (const int extent : shape) {
    const Val number = s.Int(extent);
    extents.push_back(
        named ? s.NewConstant({"NUM_BINS", "STACK_SIZE", "WINDOW", "BUFFER_SIZE"}, number).id
              : number.id);
  }
  const lang::ExprId id = s.builder().LocalArray(element, extents);
  const Val made{&s, id, s.builder().type_of(id), {}};
  ValueRange value_range = Unknown(element);
  value_range.from_input = true;
  return s.AsArray(s.Let(made, name), {shape.begin(), shape.end()}, value_range,
                   Access::kPerThread);
}

void Store(Sketch& s, int array, const Val& index, const Val& value) {
  s.StoreAt(array, std::array{index}, value);
}

}  // namespace warploom::synth::motifs
