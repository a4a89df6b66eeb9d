#include "synth/kit/values.h"

#include <algorithm>
#include <cmath>

namespace warploom::synth::kit {

using lang::Scalar;
using lang::Type;

Val Square(const Val& x) {
  const double least = x.range.low > 0.0 ? x.range.low : x.range.high < 0.0 ? -x.range.high : 0.0;
  const double most = x.range.Magnitude();
  return Known(x * x, least * least, most * most);
}

Val Exp(const Val& x) {
  Sketch& s = *x.sketch;
  const double limit = x.type.scalar == Scalar::kFloat16 ? 9.0 : 60.0;
  if (x.range.high > limit) {
    return s.Call("exp", {x});  // The sketch brings it into range.
  }
  const Val value =
      s.Call("exp", {Known(x, std::clamp(x.range.low, -8.0, 8.0), std::min(x.range.high, 8.0))});
  return Known(value, x.range.low < -limit ? 0.0 : std::exp(x.range.low), std::exp(x.range.high));
}

Val Source(Sketch& s, std::string_view name) {
  const Type real = s.real();
  const Val element = s.ThreadElement(s.InputArray(real));
  const std::string_view chosen = s.rng().Chance(0.5) ? name : "";
  if (s.rng().Chance(0.6)) {
    return s.Let(element, chosen);
  }
  const Val scaled = element * s.DrawNumber(real, 0.1, 4.0);
  return s.Let(s.rng().Chance(0.5) ? scaled + s.Draw(real, 0) : scaled, chosen);
}

Val Another(Sketch& s, std::string_view array) {
  ArraySpec spec;
  spec.element = s.real();
  spec.name = array;
  return s.ThreadElement(s.NewArray(spec));
}

Val Epsilon(Sketch& s) {
  if (s.real().scalar == Scalar::kFloat16) {
    return s.Real(0.001);
  }
  return s.Real(s.rng().Choose(std::array{1e-6, 1e-5, 1e-8, 1e-4}));
}

Val Word(Sketch& s, uint64_t bits, Type type, bool hex) {
  Val value = s.Int(static_cast<int64_t>(bits), type);
  std::get<lang::Literal>(s.builder().module().exprs[value.id.value].node).hex = hex;
  const ValueRange exact = Exactly(static_cast<double>(bits));
  return Known(value, exact.low, exact.high);
}

}  // namespace warploom::synth::kit
