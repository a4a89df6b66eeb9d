#include "synth/motifs/stencil/stencil_parts.h"

#include <initializer_list>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {

Val FieldCoefficient(Sketch& s, double low, double high,
                     std::initializer_list<std::string_view> names) {
  return s.rng().Chance(0.65) ? s.NewArg(s.real(), low, high, OneOf(s, names))
                              : s.DrawNumber(s.real(), low, high);
}

}  // namespace warploom::synth::motifs
