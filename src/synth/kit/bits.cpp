#include "synth/kit/bits.h"

#include <string_view>

namespace warploom::synth::kit {

using lang::Type;

Val Shl(const Val& x, int count) { return x << x.sketch->NumberLike(x, count); }

Val Shr(const Val& x, int count) { return x >> x.sketch->NumberLike(x, count); }

Val Key(Sketch& s, Type type, double high) {
  const std::string_view name =
      OneOf(s, {"keys", "codes", "ids", "words", "values", "bits", "data"});
  const int array = s.NewArray({type, {}, lang::Fill::kUniform, 0.0, high, Access::kInput, name});
  const bool plain = s.rng().Chance(0.5);
  return s.Let(s.ThreadElement(array),
               plain ? OneOf(s, {"x", "v", "key"}) : OneOf(s, {"h", "bits", "code", "word"}));
}

}  // namespace warploom::synth::kit
