// Sums of exponentials without overflow: of a pair, or of a row of scores.
#include <array>
#include <string_view>

#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawLogSumExp(Sketch& s) {
  const Type real = s.real();
  if (s.rng().Chance(0.5)) {
    const Val a = s.Let(s.ThreadElement(s.InputArray(real)), "a");
    const Val b = s.Let(s.Draw(real, 1), "b");
    const Val m = s.Let(s.Call("max", {a, b}), {"m", "top", "hi"});
    const Val ea = s.Let(Exp(Known(a - m, -20.0, 0.0)), "ea");
    const Val eb = s.Let(Exp(Known(b - m, -20.0, 0.0)), "eb");
    const Val sum = Known(ea + eb, 1.0, 2.0);
    return s.Output(s.rng().Chance(0.5) ? m + s.Call("log", {sum}) : ea / sum);
  }
  const int terms = s.rng().Choose(std::array{4, 8, 10, 16, 32, 64});
  const int scores = s.NewArray({real,
                                 {s.dims()[0], terms},
                                 lang::Fill::kUniform,
                                 -4.0,
                                 4.0,
                                 Access::kInput,
                                 OneOf(s, {"scores", "logits", "energy"})});
  const std::string_view counter = OneOf(s, {"j", "k", "c"});
  const Val bound = s.rng().Chance(0.5) ? s.SizeOf(scores, 1) : s.Int(terms);
  const Val row = s.Thread(0);
  Val top = s.Mutable(s.At(scores, {row, s.Int(0)}), {"max_score", "m", "top"});
  s.Hide(top);
  s.For(counter, s.Int(1), bound, 0,
        [&](Val j) { s.Set(top, s.Call("max", {top, s.At(scores, {row, j})})); });
  Val sum = s.Mutable(s.Real(0.0), {"total", "denom", "z"});
  s.Hide(sum);
  const Val t = s.rng().Chance(0.3) ? s.NewArg(real, 0.5, 2.0, "temperature") : Val{};
  s.For(counter, Val{}, bound, 0, [&](Val j) {
    const Val shifted = s.At(scores, {row, j}) - top;
    s.Update(sum, BinaryOp::kAdd, Exp(Known(t.is_valid() ? shifted / t : shifted, -20.0, 0.0)));
  });
  s.Hide(top, false);
  s.Hide(sum, false);
  s.Output(top + s.Call("log", {Known(sum, 1.0, 64.0)}));
}

}  // namespace

Motif LogSumExpMotif() {
  return {
      .name = "log-sum-exp", .family = Family::kScalarMath, .weight = 0.7, .draw = DrawLogSumExp};
}

}  // namespace warploom::synth::motifs
