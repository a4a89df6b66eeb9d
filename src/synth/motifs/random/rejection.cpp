// Rejection sampling: draws until a sample is accepted or the attempts are used up.
#include <array>
#include <vector>

#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec2;
using lang::kVec3;
using lang::Type;

void DrawRejection(Sketch& s) {
  const Val state = RandomState(s);
  const int most = s.rng().Choose(std::array{8, 16, 32, 64, 100});
  const bool flat = s.rng().Chance(0.5);
  const Type type = flat ? kVec2 : kVec3;
  const Val limit = s.NewArg(kFloat, 0.5, 1.0, OneOf(s, {"radius", "r_max", "limit"}));
  const auto sample = [&] {
    std::vector<Val> parts;
    parts.reserve(3);
    for (int k = 0; k < (flat ? 2 : 3); ++k) {
      parts.push_back(Uniform(s, state, Single(s, -1.0), Single(s, 1.0)));
    }
    return s.Make(type, parts);
  };
  if (s.rng().Chance(0.5)) {
    Val p = s.Mutable(sample(), {"p", "q", "v"}, Between(-1.0, 1.0));
    Val tries = s.Mutable(s.Int(0), {"tries", "attempts", "k"}, Between(0.0, most));
    s.Hide(p);
    s.Hide(tries);
    s.While(s.Call("length", {p}) > limit && tries < s.Int(most), [&] {
      s.Set(p, sample());
      s.Update(tries, BinaryOp::kAdd, s.Int(1));
    });
    s.Hide(p, false);
    s.Output(p);
    return s.rng().Chance(0.3) ? s.Output(tries) : void();
  }
  const Val peak = s.NewArg(kFloat, 0.5, 2.0, OneOf(s, {"peak", "scale", "bound"}));
  Val result = s.Mutable(Single(s, 0.0), {"result", "accepted_x", "value"}, Between(-4.0, 4.0));
  s.Hide(result);
  s.ForCount({"attempt", "k"}, most, [&](Val) {
    const Val x = s.Let(Uniform(s, state, Single(s, -2.0), Single(s, 2.0)), "x");
    const Val density = s.rng().Chance(0.5)
                            ? Exp(-Square(x))
                            : s.Call("max", {1.0 - s.Call("abs", {x}), Single(s, 0.0)});
    s.If(Uniform(s, state) * peak < density, [&] {
      s.Set(result, x);
      s.Break();
    });
  });
  s.Hide(result, false);
  s.Output(s.rng().Chance(0.5) ? result : result * limit);
}

}  // namespace

Motif RejectionMotif() {
  return {.name = "rejection", .family = Family::kRandom, .weight = 0.8, .draw = DrawRejection};
}

}  // namespace warploom::synth::motifs
