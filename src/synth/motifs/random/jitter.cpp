// Adds random noise to a value or a point.
#include <vector>

#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kVec3;
using lang::Type;

// A vec3 of three calls of randf, each in [low, high).
Val RandomVec(Sketch& s, const Val& state, double low, double high) {
  std::vector<Val> parts;
  const bool ranged = low != 0.0 || high != 1.0;
  const bool shifted = s.rng().Chance(0.4);
  for (int k = 0; k < 3; ++k) {
    const Val part = !ranged   ? Uniform(s, state)
                     : shifted ? Uniform(s, state) * (high - low) + low
                               : Uniform(s, state, Single(s, low), Single(s, high));
    parts.push_back(part);
  }
  return s.Make(kVec3, parts);
}

void JitterValue(Sketch& s) {
  const Type real = s.real();
  const Val x = s.Let(s.ThreadElement(s.InputArray(real)));
  const Val state = RandomState(s);
  const Val sigma =
      s.NewArg(real, 0.01, 0.5, OneOf(s, {"noise_scale", "sigma", "amplitude", "std"}));
  const bool normal = s.rng().Chance(0.6);
  const Val noise = AsReal(s, normal ? Normal(s, state) : Uniform(s, state) - 0.5);
  const Val noisy = s.rng().Chance(0.3) ? x * (1.0 + sigma * noise) : x + sigma * noise;
  s.Output(s.rng().Chance(0.4) ? s.Call("clamp", {noisy, s.DrawNumber(real, -4.0, -0.5),
                                                  s.DrawNumber(real, 0.5, 4.0)})
                               : noisy);
}

void JitterPoint(Sketch& s) {
  const Val p = s.Let(s.ThreadElement(s.InputArray(kVec3)), {"p", "pos", "x"});
  const Val state = RandomState(s);
  const Val amount =
      s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"jitter", "noise_scale", "amplitude", "radius"}));
  switch (s.rng().Below(4)) {
    case 0: {
      const double low = s.rng().Chance(0.5) ? -0.5 : -1.0;
      const double high = s.rng().Chance(0.5) ? 0.5 : 1.0;
      const Val offset = s.Let(RandomVec(s, state, low, high), {"offset", "noise", "delta"});
      return s.Output(p + amount * offset);
    }
    case 1:
      return s.Output(p + s.Make(kVec3, {Normal(s, state), Normal(s, state), Normal(s, state)}) *
                              amount);
    case 2:
      return s.Output(
          p + amount * SampleShape(s,
                                   OneOf(s, {"sample_unit_sphere", "sample_unit_sphere_surface",
                                             "sample_unit_cube"}),
                                   state));
    default: {
      const Val dir = s.Let(SampleShape(s, "sample_unit_sphere_surface", state), {"dir", "n", "d"});
      const Val size = s.Let(Uniform(s, state) * amount, {"size", "mag", "r"});
      s.Output(p + dir * size);
      return s.rng().Chance(0.4) ? s.Output(s.Call("dot", {dir, p})) : void();
    }
  }
}

void DrawJitter(Sketch& s) { s.rng().Chance(0.4) ? JitterValue(s) : JitterPoint(s); }

}  // namespace

Motif JitterMotif() {
  return {.name = "jitter", .family = Family::kRandom, .weight = 1.2, .draw = DrawJitter};
}

}  // namespace warploom::synth::motifs
