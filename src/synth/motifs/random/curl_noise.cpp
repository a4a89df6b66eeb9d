// Curl noise as a divergence-free velocity field, and points that it advects.
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

struct CurlFlow {
  Val state, strength, dt, frequency;

  // The velocity at p, without the strength.
  Val At(Sketch& s, const Val& p) const {
    const Val q = p * frequency;
    if (s.rng().Chance(0.3)) {
      const Val octaves = s.Int(s.rng().Integer(1, 4), kUint);
      return s.Call("curlnoise", {state, q, octaves, Single(s, 2.0), Single(s, 0.5)});
    }
    return s.Call("curlnoise", {state, q});
  }
};

// Moves a point along the flow for a few steps.
void Advect(Sketch& s, const CurlFlow& flow, const Val& start) {
  Val p = s.Mutable(start, {"p", "pos", "x"});
  s.Hide(p);
  s.ForCount({"step", "k", "sub"}, s.rng().Choose(std::array{2, 4, 8, 10, 16, 20}), [&](Val) {
    const Val v = s.Let(flow.At(s, p), {"v", "vel", "flow"});
    s.Update(p, BinaryOp::kAdd, v * (flow.strength * flow.dt));
  });
  s.Hide(p, false);
  s.Output(p);
}

// The flow at one point: a step along it, a particle that it drags, or its speed.
void SampleFlow(Sketch& s, const CurlFlow& flow, const Val& start) {
  const Val p = s.Let(start, {"p", "x"});
  const Val u = s.Let(flow.strength * flow.At(s, p), {"flow", "wind", "u"});
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(p + u * flow.dt);
    case 1: {
      const Val v = s.Let(s.ThreadElement(Input(s, p.type, {})), "v");
      const Val drag = s.NewArg(kFloat, 0.1, 1.0, OneOf(s, {"drag", "coupling"}));
      const Val next = s.Let(v + drag * (u - v) * flow.dt, {"v_new", "vel"});
      s.Output(next);
      return s.Output(p + next * flow.dt);
    }
    default:
      return s.Output(s.Call("length", {u}));
  }
}

void DrawCurlNoise(Sketch& s) {
  CurlFlow flow;
  flow.state = NoiseState(s);
  flow.strength = s.NewArg(kFloat, 0.1, 2.0, OneOf(s, {"strength", "amplitude", "turbulence"}));
  flow.dt = s.NewArg(kFloat, 0.001, 0.1, "dt");
  const Type type = s.rng().Chance(0.3) ? kVec2 : kVec3;
  const Val start = s.ThreadElement(s.InputArray(type));
  flow.frequency = s.rng().Chance(0.5) ? s.NewArg(kFloat, 0.2, 2.0, OneOf(s, {"frequency", "freq"}))
                                       : s.DrawNumber(kFloat, 0.2, 2.0);
  s.rng().Chance(0.5) ? Advect(s, flow, start) : SampleFlow(s, flow, start);
}

}  // namespace

Motif CurlNoiseMotif() {
  return {.name = "curl-noise", .family = Family::kRandom, .weight = 0.8, .draw = DrawCurlNoise};
}

}  // namespace warploom::synth::motifs
