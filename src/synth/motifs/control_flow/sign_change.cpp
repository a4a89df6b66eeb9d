#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::CompareOp;
using lang::Type;

// Where a value crosses zero between two samples: (a < 0.0) != (b < 0.0).
void DrawSignChange(Sketch& s) {
  const Type real = s.real();
  const Val a =
      s.Let(s.ThreadElement(Input(s, real, {}, OneOf(s, {"phi", "before", "f0", "level"}))), "a");
  const Val b =
      s.Let(s.ThreadElement(Input(s, real, {}, OneOf(s, {"phi_next", "after", "f1"}))), "b");
  const bool named = s.rng().Chance(0.5);
  const auto sign = [&](const Val& x, std::string_view name) {
    const Val is_negative = x < 0.0;
    return named ? s.Let(is_negative, name) : is_negative;
  };
  const Val before = sign(a, OneOf(s, {"neg_a", "inside_a", "below_a"}));
  const Val after = sign(b, OneOf(s, {"neg_b", "inside_b", "below_b"}));
  const bool same = s.rng().Chance(0.3);
  const Val condition = s.Compare(same ? CompareOp::kEq : CompareOp::kNe, before, after);
  const bool scaled = s.rng().Chance(0.5);
  const auto crossing = [&] {
    Val span = a - b;
    span.range.nonzero = true;  // The signs differ.
    const Val where = a / span;
    return scaled ? where * s.NewArg(real, 0.1, 1.0, OneOf(s, {"dx", "spacing", "h"})) : where;
  };
  const auto elsewhere = [&] { return s.rng().Chance(0.5) ? s.Real(-1.0) : s.Draw(real, 1); };
  const Val otherwise = elsewhere();
  Val t = s.Let(otherwise, {"t", "alpha", "frac"});
  s.Hide(t);
  s.If(condition, [&] { s.Set(t, same ? s.Draw(real, 1) : crossing()); });
  s.Hide(t, false);
  s.Output(t);
}

}  // namespace

Motif SignChangeMotif() {
  return {
      .name = "sign-change", .family = Family::kControlFlow, .weight = 0.3, .draw = DrawSignChange};
}

}  // namespace warploom::synth::motifs
