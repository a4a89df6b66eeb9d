// Evaluates a polynomial, and sometimes its derivative, by Horner's scheme with coefficients from
// an array.
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/loops/loop_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawHorner(Sketch& s) {
  const Type real = s.real();
  const int terms = static_cast<int>(s.rng().Integer(3, 9));
  const Val x = Source(s, OneOf(s, {"x", "t", "u"}));
  const Val small = s.Let(s.Call("clamp", {x, s.Real(-1.0), s.Real(1.0)}), "z");
  const bool each = s.rng().Chance(0.4);
  std::vector<int> shape = {terms};
  if (each) {
    shape.insert(shape.begin(), s.dims()[0]);
  }
  const int table = Input(s, real, shape, OneOf(s, {"coeffs", "coefficients", "poly"}));
  const Val value = Accumulator(s, real, OneOf(s, {"p", "poly_value", "y"}));
  const bool slope = s.rng().Chance(0.3);
  const Val derivative = slope ? Accumulator(s, real, "dp") : Val{};
  const std::string_view counter = OneOf(s, {"k", "i_term", "power"});
  ForBackward(s, counter, Extent(s, table, each ? 1 : 0, "num_terms"), [&](Val k) {
    Val sum = value;
    if (slope) {
      Val d = derivative;
      s.Set(d, d * small + sum);
    }
    const Val term = each ? s.At(table, {s.Thread(0), k}) : s.At(table, {k});
    s.Set(sum, sum * small + term);
  });
  s.Output(Finished(s, Shown(value)));
  if (slope) {
    s.Output(Shown(derivative));
  }
}

}  // namespace

Motif HornerMotif() {
  return {.name = "horner", .family = Family::kLoops, .weight = 0.25, .draw = DrawHorner};
}

}  // namespace warploom::synth::motifs
