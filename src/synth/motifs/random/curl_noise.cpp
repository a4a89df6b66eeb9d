// Curl noise as a divergence-free velocity, and points that it carries along.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/random/noise_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kUint;
using lang::kVec2;
using lang::kVec3;
using lang::Type;

void DrawCurlNoise(Sketch& s) {
  const Val state = NoiseState(s);
  const Val strength =
      s.NewArg(kFloat, 0.1, 2.0, OneOf(s, {"strength", "amplitude", "turbulence"}));
  const Val dt = s.NewArg(kFloat, 0.001, 0.1, "dt");
  const bool flat = s.rng().Chance(0.3);
  const Type type = flat ? kVec2 : kVec3;
  const auto velocity = [&](const Val& p) {
    if (s.rng().Chance(0.3)) {
      const Val octaves = s.Int(s.rng().Between(1, 4), kUint);
      return s.Call("curlnoise", {state, p, octaves, Single(s, 2.0), Single(s, 0.5)});
    }
    return s.Call("curlnoise", {state, p});
  };
  const Val start = s.ThreadElement(s.InputArray(type));
  const Val frequency = s.rng().Chance(0.5)
                            ? s.NewArg(kFloat, 0.2, 2.0, OneOf(s, {"frequency", "freq"}))
                            : s.DrawNumber(kFloat, 0.2, 2.0);
  if (s.rng().Chance(0.5)) {
    Val p = s.Mutable(start, {"p", "pos", "x"});
    s.Hide(p);
    s.ForCount({"step", "k", "sub"}, s.rng().Choose(std::array{2, 4, 8, 10, 16, 20}), [&](Val) {
      const Val v = s.Let(velocity(p * frequency), {"v", "vel", "flow"});
      s.Update(p, BinaryOp::kAdd, v * (strength * dt));
    });
    s.Hide(p, false);
    return s.Output(p);
  }
  const Val p = s.Let(start, {"p", "x"});
  const Val flow = s.Let(strength * velocity(p * frequency), {"flow", "wind", "u"});
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(p + flow * dt);
    case 1: {
      const Val v = s.Let(s.ThreadElement(Input(s, type, {})), "v");
      const Val next =
          s.Let(v + s.NewArg(kFloat, 0.1, 1.0, OneOf(s, {"drag", "coupling"})) * (flow - v) * dt,
                {"v_new", "vel"});
      s.Output(next);
      return s.Output(p + next * dt);
    }
    default:
      return s.Output(s.Call("length", {flow}));
  }
}

}  // namespace

Motif CurlNoiseMotif() {
  return {.name = "curl-noise", .family = Family::kRandom, .weight = 0.8, .draw = DrawCurlNoise};
}

}  // namespace warploom::synth::motifs
