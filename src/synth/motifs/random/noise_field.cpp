// A noise field: one sample, shaped, or a sum of octaves.
#include <array>
#include <cstdint>

#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/random/noise_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kFloat;
using lang::kVec2;
using lang::kVec3;
using lang::Type;

// Where a noise field is sampled: a point, a grid position or a scalar, perhaps with the time.
Val DrawNoisePoint(Sketch& s) {
  const Val frequency =
      s.rng().Chance(0.6)
          ? s.NewArg(kFloat, 0.2, 4.0, OneOf(s, {"frequency", "freq", "noise_scale"}))
          : s.DrawNumber(kFloat, 0.05, 4.0);
  const auto at = [&](int k) { return s.Convert(s.Thread(k), kFloat) * frequency; };
  if (s.ndim() == 1 && s.rng().Chance(0.25)) {
    return s.Let(at(0), {"x", "t"});
  }
  if (s.ndim() >= 2 && s.rng().Chance(0.6)) {
    const bool deep = s.ndim() >= 3 || s.rng().Chance(0.3);
    const Val last =
        s.ndim() >= 3 ? at(2) : s.NewArg(kFloat, 0.0, 10.0, OneOf(s, {"time", "t", "z_slice"}));
    return s.Let(deep ? s.Make(kVec3, {at(0), at(1), last}) : s.Make(kVec2, {at(0), at(1)}),
                 {"p", "uv", "pos", "q"});
  }
  const Type type = s.rng().Chance(0.8) ? kVec3 : kVec2;
  const Val p = s.ThreadElement(s.InputArray(type));
  if (type == kVec3 && s.rng().Chance(0.25)) {
    const Val named = s.Let(p, "p");
    const Val time = s.NewArg(kFloat, 0.0, 10.0, OneOf(s, {"time", "t"}));
    return s.Let(s.Make(lang::kVec4,
                        {named[0] * frequency, named[1] * frequency, named[2] * frequency, time}),
                 {"q", "xyzt", "p4"});
  }
  return s.Let(p * frequency, {"p", "q", "pos", "uv"});
}

Val Noise(Sketch& s, const Val& state, const Val& point) {
  if (s.rng().Chance(0.2)) {
    const Val period = s.Int(s.rng().Choose(std::array{2, 4, 8, 16}));
    if (point.type == kFloat) {
      return FromState(s.Call("pnoise", {state, point, period}), -1.0, 1.0);
    }
    if (point.type == kVec2) {
      return FromState(s.Call("pnoise", {state, point, period, period}), -1.0, 1.0);
    }
    if (point.type == kVec3) {
      return FromState(s.Call("pnoise", {state, point, period, period, period}), -1.0, 1.0);
    }
  }
  return FromState(s.Call("noise", {state, point}), -1.0, 1.0);
}

void OutputSample(Sketch& s, const Val& n, const Val& amplitude) {
  switch (s.rng().Below(4)) {
    case 0:
      return s.Output(amplitude * n);
    case 1:
      return s.Output(0.5 * n + 0.5);
    case 2:
      return s.Output(amplitude * (1.0 - s.Call("abs", {n})));
    default:
      return s.Output(
          s.Select(n > s.NewArg(kFloat, -0.3, 0.3, "threshold"), amplitude, Single(s, 0.0)));
  }
}

// Adds one octave: as it is, as billows, or as ridges.
void AddOctave(Sketch& s, Val& total, const Val& weight, const Val& n, uint64_t shape) {
  if (shape == 0) {
    s.Update(total, BinaryOp::kAdd, weight * n);
  } else if (shape == 1) {
    s.Update(total, BinaryOp::kAdd, weight * s.Call("abs", {n}));
  } else {
    const Val ridge = s.Let(1.0 - s.Call("abs", {n}), "ridge");
    s.Update(total, BinaryOp::kAdd, ridge * ridge * weight);
  }
}

Val SumOfOctaves(Sketch& s, const Val& state, const Val& point) {
  Val total = s.Mutable(Single(s, 0.0), {"total", "height", "fbm", "value"}, Between(-8.0, 8.0));
  Val weight = s.Mutable(Single(s, s.rng().Chance(0.5) ? 0.5 : 1.0), {"amp", "weight", "a"},
                         Between(0.0, 1.0));
  Val scale = s.Mutable(Single(s, 1.0), {"f", "octave_freq", "lacunarity_k"}, Between(1.0, 1000.0));
  const auto octaves = s.rng().Integer(2, 8);
  const Val count =
      s.rng().Chance(0.4) ? s.SizeArg(static_cast<int>(octaves), "octaves") : s.Int(octaves);
  const Val gain = s.rng().Chance(0.4)
                       ? s.NewArg(kFloat, 0.3, 0.7, OneOf(s, {"gain", "persistence"}))
                       : s.DrawNumber(kFloat, 0.4, 0.7);
  const auto shape = s.rng().Below(3);
  for (const Val& v : {total, weight, scale}) {
    s.Hide(v);
  }
  s.For({"octave", "k", "i"}, Val{}, count, 0, [&](Val) {
    AddOctave(s, total, weight, Noise(s, state, point * scale), shape);
    s.Update(weight, BinaryOp::kMul, gain);
    s.Update(scale, BinaryOp::kMul,
             s.rng().Chance(0.7) ? Single(s, 2.0) : s.DrawNumber(kFloat, 1.8, 2.2));
  });
  s.Hide(total, false);
  return total;
}

void DrawNoise(Sketch& s) {
  const Val state = NoiseState(s);
  const Val point = DrawNoisePoint(s);
  const Val amplitude =
      s.rng().Chance(0.5)
          ? s.NewArg(kFloat, 0.1, 2.0, OneOf(s, {"amplitude", "height_scale", "strength"}))
          : s.DrawNumber(kFloat, 0.1, 4.0);
  if (s.rng().Chance(0.4)) {
    const Val n = s.Let(Noise(s, state, point), {"n", "value", "noise_val"});
    return OutputSample(s, n, amplitude);
  }
  const Val total = SumOfOctaves(s, state, point);
  s.Output(s.rng().Chance(0.5) ? total : amplitude * total);
}

}  // namespace

Motif NoiseFieldMotif() {
  return {.name = "noise-field", .family = Family::kRandom, .weight = 1.5, .draw = DrawNoise};
}

}  // namespace warploom::synth::motifs
