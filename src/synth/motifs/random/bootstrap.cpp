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

// The array whose elements are drawn.
struct Population {
  Type real;
  int count, values;
  Val size, state;

  Val RandomIndex(Sketch& s) const { return RandomInt(s, state, s.Int(0), size); }
  Val RandomIndex(Sketch& s, std::string_view name) const { return s.Let(RandomIndex(s), name); }
};

// The mean, or the mean square, of elements drawn with replacement.
void ResampledMean(Sketch& s, const Population& from) {
  const Val draws = SampleCount(s, OneOf(s, {"num_draws", "batch_size", "resamples"}));
  Val total = s.Mutable(s.Real(0.0), {"total", "acc"});
  s.Hide(total);
  s.For({"k", "b"}, Val{}, draws, 0, [&](Val) {
    const Val value = s.At(from.values, {from.RandomIndex(s, OneOf(s, {"j", "idx", "pick"}))});
    s.Update(total, BinaryOp::kAdd, s.rng().Chance(0.6) ? value : value * value);
  });
  s.Hide(total, false);
  s.Output(total / AsNumber(s, draws, from.real));
}

// A point between two random elements, or differential evolution's mutation by their difference.
void CombinePair(Sketch& s, const Population& from) {
  const Val i = from.RandomIndex(s, OneOf(s, {"i0", "first", "src"}));
  const Val j = from.RandomIndex(s, OneOf(s, {"i1", "second", "tgt"}));
  const Val a = s.Let(s.At(from.values, {i}), "a");
  const Val b = s.Let(s.At(from.values, {j}), "b");
  if (s.rng().Chance(0.5)) {
    const Val t = s.Let(AsReal(s, Uniform(s, from.state)), "t");
    return s.Output(s.rng().Chance(0.5) ? s.Call("lerp", {a, b, t}) : a + t * (b - a));
  }
  s.Output(Plus({s.ThreadElement(s.InputArray(from.real)),
                 s.NewArg(from.real, 0.2, 0.9, OneOf(s, {"weight", "F", "mutation"})) * (a - b)}));
}

// The best of a few random elements.
void Tournament(Sketch& s, const Population& from) {
  Val best = s.Mutable(from.RandomIndex(s), {"best", "winner", "champion"},
                       Between(0.0, from.count - 1.0));
  s.Hide(best);
  s.ForCount({"k", "round_id"}, static_cast<int>(s.rng().Integer(2, 8)), [&](Val) {
    const Val rival = from.RandomIndex(s, OneOf(s, {"rival", "cand", "j"}));
    const Val better = s.rng().Chance(0.5) ? s.At(from.values, {rival}) > s.At(from.values, {best})
                                           : s.At(from.values, {rival}) < s.At(from.values, {best});
    s.If(better, [&] { s.Set(best, rival); });
  });
  s.Hide(best, false);
  s.Output(best);
}

void DrawBootstrap(Sketch& s) {
  Population from;
  from.real = s.real();
  from.count = s.rng().Choose(std::array{32, 64, 100, 256, 1000});
  from.values = Input(s, from.real, {from.count}, "", -2.0, 2.0);
  from.size = s.SizeOf(from.values, 0);
  from.state = RandomState(s);
  static constexpr std::array kUses = {ResampledMean, CombinePair, Tournament};
  s.rng().Choose(kUses)(s, from);
}

}  // namespace

Motif BootstrapMotif() {
  return {.name = "bootstrap", .family = Family::kRandom, .weight = 0.8, .draw = DrawBootstrap};
}

}  // namespace warploom::synth::motifs
