#include "synth/motifs/rotation/rows_parts.h"

namespace warploom::synth::motifs {

std::vector<int> ThreadRowShape(const Sketch& s, int length) {
  std::vector<int> shape(s.dims().begin(), s.dims().end());
  shape.push_back(length);
  return shape;
}

std::vector<Val> ThreadRowIndex(Sketch& s) {
  std::vector<Val> at;
  for (int k = 0; k < s.ndim(); ++k) {
    at.push_back(s.Thread(k));
  }
  at.emplace_back();
  return at;
}

}  // namespace warploom::synth::motifs
