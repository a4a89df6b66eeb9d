#include "synth/motifs/loops/loop_parts.h"

#include <functional>
#include <string_view>

#include "synth/kit/arrays.h"

namespace warploom::synth::motifs {

void ForBackward(Sketch& s, std::string_view name, const Val& count,
                 const std::function<void(Val)>& body) {
  if (s.rng().Chance(0.4)) {
    return s.ForReversed(name, Val{}, count, body);
  }
  s.For(name, LastIndex(s, count), s.Int(-1), -1, body);
}

}  // namespace warploom::synth::motifs
