#include "synth/motifs/random/random_parts.h"

#include <array>
#include <functional>

#include "synth/kit/random_numbers.h"

namespace warploom::synth::motifs {

RandomLoop DrawRandomLoop(Sketch& s, Words counts, Words counters) {
  RandomLoop loop;
  loop.state = RandomState(s);
  loop.count = SampleCount(s, OneOf(s, counts));
  loop.counter = OneOf(s, counters);
  return loop;
}

void ForEach(Sketch& s, const RandomLoop& loop, const std::function<void(Val)>& body) {
  s.For(loop.counter, Val{}, loop.count, 0, body);
}

void RandomBranch(Sketch& s, const Val& state, Words names,
                  const std::function<void(int)>& branch) {
  const Val drawn = Named(s, RandomInt(s, state, s.Int(0), s.Int(4)), names);
  const std::array conditions = {drawn == s.Int(0), drawn == s.Int(1), drawn == s.Int(2)};
  s.IfChain(conditions, branch, true);
}

}  // namespace warploom::synth::motifs
