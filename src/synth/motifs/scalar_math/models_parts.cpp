#include "synth/motifs/scalar_math/models_parts.h"

#include <string_view>

#include "synth/kit/values.h"

namespace warploom::synth::motifs {

Val Constant(Sketch& s, std::string_view name, double value) {
  const Val number = s.Real(value);
  return s.in_kernel() && s.rng().Chance(0.35) ? s.NewConstant(name, number) : number;
}

}  // namespace warploom::synth::motifs
