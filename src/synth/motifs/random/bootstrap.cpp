// Random elements of an array: a bootstrap mean, a combination of two, or a tournament.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawBootstrap(Sketch& s) {
  const Type real = s.real();
  const int n = s.rng().Choose(std::array{32, 64, 100, 256, 1000});
  const int values = Input(s, real, {n}, "", -2.0, 2.0);
  const Val size = s.SizeOf(values, 0);
  const Val state = RandomState(s);
  const auto index = [&](std::string_view name) {
    return s.Let(RandomInt(s, state, s.Int(0), size), name);
  };
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    const Val draws = SampleCount(s, OneOf(s, {"num_draws", "batch_size", "resamples"}));
    Val total = s.Mutable(s.Real(0.0), {"total", "acc"});
    s.Hide(total);
    s.For({"k", "b"}, Val{}, draws, 0, [&](Val) {
      const Val value = s.At(values, {index(OneOf(s, {"j", "idx", "pick"}))});
      s.Update(total, BinaryOp::kAdd, s.rng().Chance(0.6) ? value : value * value);
    });
    s.Hide(total, false);
    return s.Output(total / AsNumber(s, draws, real));
  }
  if (kind == 1) {
    const Val i = index(OneOf(s, {"i0", "first", "src"}));
    const Val j = index(OneOf(s, {"i1", "second", "tgt"}));
    const Val a = s.Let(s.At(values, {i}), "a");
    const Val b = s.Let(s.At(values, {j}), "b");
    if (s.rng().Chance(0.5)) {
      const Val t = s.Let(AsReal(s, Uniform(s, state)), "t");
      return s.Output(s.rng().Chance(0.5) ? s.Call("lerp", {a, b, t}) : a + t * (b - a));
    }
    return s.Output(
        Plus({s.ThreadElement(s.InputArray(real)),
              s.NewArg(real, 0.2, 0.9, OneOf(s, {"weight", "F", "mutation"})) * (a - b)}));
  }
  Val best = s.Mutable(RandomInt(s, state, s.Int(0), size), {"best", "winner", "champion"},
                       Between(0.0, n - 1.0));
  s.Hide(best);
  s.ForCount({"k", "round_id"}, static_cast<int>(s.rng().Between(2, 8)), [&](Val) {
    const Val rival = index(OneOf(s, {"rival", "cand", "j"}));
    const Val better = s.rng().Chance(0.5) ? s.At(values, {rival}) > s.At(values, {best})
                                           : s.At(values, {rival}) < s.At(values, {best});
    s.If(better, [&] { s.Set(best, rival); });
  });
  s.Hide(best, false);
  s.Output(best);
}

}  // namespace

Motif BootstrapMotif() {
  return {.name = "bootstrap", .family = Family::kRandom, .weight = 0.8, .draw = DrawBootstrap};
}

}  // namespace warploom::synth::motifs
