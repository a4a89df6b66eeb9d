#include "synth/motifs/arrays/lookup_parts.h"

#include <string_view>

namespace warploom::synth::motifs {

using lang::Fill;
using lang::Type;

int Sorted(Sketch& s, Type element, int n, double low, double high, std::string_view name) {
  ArraySpec spec;
  spec.element = element;
  spec.shape = {n};
  spec.fill = Fill::kSorted;
  spec.low = low;
  spec.high = high;
  spec.name = name;
  return s.NewArray(spec);
}

}  // namespace warploom::synth::motifs
