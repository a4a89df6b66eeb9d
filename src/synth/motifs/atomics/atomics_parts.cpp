#include "synth/motifs/atomics/atomics_parts.h"

#include <string_view>

namespace warploom::synth::motifs {

using lang::Type;

int AtomicArray(Sketch& s, Type element, int size, std::string_view name) {
  ArraySpec spec;
  spec.element = element;
  spec.shape = {size};
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kAtomic;
  spec.name = name;
  return s.NewArray(spec);
}

void Atomic(Sketch& s, std::string_view name, int array, const Val& index, const Val& value) {
  s.Do(s.Call(name, {s.ArrayRef(array), index, value}));
}

}  // namespace warploom::synth::motifs
