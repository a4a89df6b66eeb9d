// Finds the first element of a row that passes a test; a flag records whether there is one.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawFlagSearch(Sketch& s) {
  const Type real = s.real();
  const int count = s.rng().Choose(std::array{8, 16, 20, 32, 48, 100});
  const int row = Input(s, real, {s.dims()[0], count}, OneOf(s, {"samples", "heights", "levels"}));
  const bool given = s.rng().Chance(0.6);
  const Val limit = given ? s.NewArg(real, 0.2, 0.9, "threshold") : s.DrawNumber(real, 0.2, 0.9);
  const Val bound = Extent(s, row, 1, OneOf(s, {"num_samples", "count"}));
  Val found = s.Mutable(s.Bool(false), {"found", "hit", "inside"}, Between(0.0, 1.0));
  Val first = s.Mutable(s.Int(-1), {"first", "best_k", "hit_index"}, Between(-1.0, count - 1.0));
  Val value = s.Mutable(s.Real(0.0), {"best", "at_hit", "level"});
  for (const Val& hidden : {found, first, value}) {
    s.Hide(hidden);
  }
  const bool stops = s.rng().Chance(0.4);
  s.For({"k", "j", "m"}, Val{}, bound, 0, [&](Val k) {
    const Val x = s.Let(s.At(row, {s.Thread(0), k}));
    const Val passes = s.rng().Chance(0.7) ? x > limit : x * s.Draw(real, 1) > limit;
    s.If(stops ? passes : !found && passes, [&] {
      s.Set(found, s.Bool(true));
      s.Set(first, k);
      s.Set(value, x);
      if (stops) {
        s.Break();
      }
    });
  });
  for (const Val& hidden : {first, value}) {
    s.Hide(hidden, false);
  }
  const bool negated = s.rng().Chance(0.3);
  Val result = s.Let(s.rng().Chance(0.5) ? s.Real(-1.0) : s.Real(0.0), "result");
  s.Hide(result);
  s.If(negated ? !found : found, [&] {
    const Val other = s.Draw(real, 1);
    s.Set(result, negated ? other : (value - limit) * other);
  });
  s.Hide(result, false);
  s.Output(result);
  s.Output(first);
}

}  // namespace

Motif FlagSearchMotif() {
  return {.name = "flag-search", .family = Family::kLoops, .weight = 0.4, .draw = DrawFlagSearch};
}

}  // namespace warploom::synth::motifs
