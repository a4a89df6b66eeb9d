#include "synth/motifs/random/noise_parts.h"

#include "synth/kit/values.h"

namespace warploom::synth::motifs {

using lang::kInt;

Val NoiseState(Sketch& s) {
  Val call = s.Call("rand_init", {s.NewArg(kInt, 0.0, 1000.0, OneOf(s, {"seed", "noise_seed"}))});
  call.range.from_input = true;
  const Val state = s.Let(call, {"state", "noise_state", "rng"});
  s.Hide(state);
  return state;
}

}  // namespace warploom::synth::motifs
