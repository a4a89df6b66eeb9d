#include <algorithm>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The last axis reversed, x[n - 1 - i], or rotated by a shift.
void DrawReverse(Sketch& s) {
  const Type element = DrawElement(s);
  const int last = s.ndim() - 1;
  const int n = s.dims()[static_cast<size_t>(last)];
  const int source = s.InputArray(element);
  const Val size = Extent(s, source, last, OneOf(s, {"n", "size", "length"}));
  std::vector<Val> indices;
  for (int k = 0; k < last; ++k) {
    indices.push_back(s.Thread(k));
  }
  const Val own = s.Thread(last);
  if (s.rng().Chance(0.4)) {
    indices.push_back(s.rng().Chance(0.5) ? size - 1 - own : size - own - 1);
    s.Output(Finished(s, s.At(source, indices)), {"", "reversed_x", "flipped"});
    return;
  }
  const bool given = s.rng().Chance(0.5);
  const int by = static_cast<int>(s.rng().Integer(1, std::max(1, std::min(n - 1, 16))));
  const Val shift = given ? s.SizeArg(by, {"shift", "offset", "lag"}) : s.Int(by);
  const bool forward = s.rng().Chance(0.5);
  const Val from =
      s.Let((forward ? own + shift : own - shift + size) % size, {"src", "j", "wrapped"});
  indices.push_back(from);
  const Val moved = s.At(source, indices);
  s.Output(s.rng().Chance(0.5) ? moved : s.ThreadElement(source) - moved, {"", "rolled", "diff"});
}

}  // namespace

Motif ReverseRollMotif() {
  return {.name = "reverse-roll", .family = Family::kArrays, .weight = 0.9, .draw = DrawReverse};
}

}  // namespace warploom::synth::motifs
