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

// A point of the square or cube around the origin.
Val PointInCube(Sketch& s, const Val& state, Type type) {
  std::vector<Val> parts;
  for (int k = 0; k < type.rows; ++k) {
    parts.push_back(Uniform(s, state, Single(s, -1.0), Single(s, 1.0)));
  }
  return s.Make(type, parts);
}

// A point of the disk or ball of a radius, from points of the square or cube.
void RejectOutsideBall(Sketch& s, const Val& state, int max_tries, Type type, const Val& radius) {
  Val p = s.Mutable(PointInCube(s, state, type), {"p", "q", "v"}, Between(-1.0, 1.0));
  Val tries = s.Mutable(s.Int(0), {"tries", "attempts", "k"}, Between(0.0, max_tries));
  s.Hide(p);
  s.Hide(tries);
  s.While(s.Call("length", {p}) > radius && tries < s.Int(max_tries), [&] {
    s.Set(p, PointInCube(s, state, type));
    s.Update(tries, BinaryOp::kAdd, s.Int(1));
  });
  s.Hide(p, false);
  s.Output(p);
  if (s.rng().Chance(0.3)) {
    s.Output(tries);
  }
}

// A number distributed by a density, from uniform points under its peak.
void RejectAboveDensity(Sketch& s, const Val& state, int max_tries, const Val& factor) {
  const Val peak = s.NewArg(kFloat, 0.5, 2.0, OneOf(s, {"peak", "scale", "bound"}));
  Val result = s.Mutable(Single(s, 0.0), {"result", "accepted_x", "value"}, Between(-4.0, 4.0));
  s.Hide(result);
  s.ForCount({"attempt", "k"}, max_tries, [&](Val) {
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
  s.Output(s.rng().Chance(0.5) ? result : result * factor);
}

void DrawRejection(Sketch& s) {
  const Val state = RandomState(s);
  const int max_tries = s.rng().Choose(std::array{8, 16, 32, 64, 100});
  const Type type = s.rng().Chance(0.5) ? kVec2 : kVec3;
  const Val limit = s.NewArg(kFloat, 0.5, 1.0, OneOf(s, {"radius", "r_max", "limit"}));
  s.rng().Chance(0.5) ? RejectOutsideBall(s, state, max_tries, type, limit)
                      : RejectAboveDensity(s, state, max_tries, limit);
}

}  // namespace

Motif RejectionMotif() {
  return {.name = "rejection", .family = Family::kRandom, .weight = 0.8, .draw = DrawRejection};
}

}  // namespace warploom::synth::motifs
