// Resets x[i] to zero or to an initial value where a mask is set.
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/basics/basics_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawReset(Sketch& s) {
  const Type type = DrawLinearType(s);
  const int mask = Indices(s, {}, 2, OneOf(s, {"mask", "active", "reset_mask", "done", "enabled"}));
  const int x = InPlace(s, type, {}, OneOf(s, {"x", "state", "velocities", "values", "buffer"}));
  const bool zero = s.rng().Chance(0.5);
  const Val value =
      zero ? Zero(s, type)
           : s.ThreadElement(InputNamed(s, type, {"initial", "default_state", "rest"}));
  const Val flag = s.ThreadElement(mask);
  const bool early = s.rng().Chance(0.5) && s.in_kernel();
  if (early) {
    s.ReturnIf(s.rng().Chance(0.7) ? flag == s.Int(0) : flag != s.Int(1));
    return s.StoreThreadElement(x, value);
  }
  s.If(s.rng().Chance(0.7) ? flag != s.Int(0) : flag == s.Int(1),
       [&] { s.StoreThreadElement(x, value); });
}

}  // namespace

Motif MaskedResetMotif() {
  return {.name = "masked-reset", .family = Family::kBasics, .weight = 1.2, .draw = DrawReset};
}

}  // namespace warploom::synth::motifs
