// Random: numbers, samples of shapes, noise fields; random_walks.cpp has what runs in loops.
#include "synth/families/random.h"

#include <array>

#include "synth/families/families.h"

namespace warploom::synth {

using lang::kFloat;
using lang::kInt;
using lang::kVec3;
using lang::Type;

namespace {

Val FromState(Val value, double low, double high) {
  value = Known(value, low, high);
  value.facts.from_input = true;  // The seed is an argument.
  return value;
}

Val Number(Sketch& s, double value) { return s.Real(value, kFloat); }

// The thread's number in the whole launch.
Val LinearThread(Sketch& s) {
  Val index = s.Thread(0);
  for (int k = 1; k < s.ndim(); ++k) {
    constexpr std::array<std::string_view, 3> kNames = {"width", "depth", "layers"};
    const int extent = s.dims()[static_cast<size_t>(k)];
    const Val size =
        s.rng().Chance(0.7) ? s.SizeArg(extent, kNames[static_cast<size_t>(k - 1)]) : s.Int(extent);
    index = index * size + s.Thread(k);
  }
  return index;
}

// A vec3 of randf parts, as people spell it out.
Val RandomVec(Sketch& s, const Val& state, double low, double high) {
  std::vector<Val> parts;
  const bool ranged = low != 0.0 || high != 1.0;
  const bool shifted = s.rng().Chance(0.4);
  for (int k = 0; k < 3; ++k) {
    const Val part = !ranged   ? Uniform(s, state)
                     : shifted ? Uniform(s, state) * (high - low) + low
                               : Uniform(s, state, Number(s, low), Number(s, high));
    parts.push_back(part);
  }
  return s.Construct(kVec3, parts);
}

}  // namespace

Val RandomState(Sketch& s) {
  constexpr double kMost = 4294967295.0;
  for (const ScopeEntry& entry : s.scope().entries()) {
    if (entry.is_hidden && entry.is_mutable && entry.value.type == lang::kUint &&
        entry.value.facts.high == kMost && entry.loop_depth == 0 && s.rng().Chance(0.7)) {
      return entry.value;  // The state of an earlier motif.
    }
  }
  const Val seed = s.NewArg(kInt, 0.0, 10000.0,
                            OneOf(s, {"seed", "seed", "kernel_seed", "rng_seed", "random_seed"}));
  const Val index = LinearThread(s);
  Val call;
  switch (s.rng().Below(6)) {
    case 0:
      call = s.Call("rand_init", {seed + index});
      break;
    case 1: {
      const Val frame =
          s.NewArg(kInt, 0.0, 1000.0, OneOf(s, {"frame", "iteration", "epoch", "step_id"}));
      call = s.Call("rand_init", {seed + frame, index});
      break;
    }
    default:
      call = s.Call("rand_init", {seed, index});
      break;
  }
  call.facts.from_input = true;
  const Val state =
      s.Mutable(call, OneOf(s, {"state", "rng", "rng_state", "rnd", "state"}), Between(0.0, kMost));
  s.Hide(state);
  return state;
}

Val Uniform(Sketch& s, const Val& state) { return FromState(s.Call("randf", {state}), 0.0, 1.0); }

Val Uniform(Sketch& s, const Val& state, const Val& low, const Val& high) {
  return FromState(s.Call("randf", {state, low, high}), low.facts.low, high.facts.high);
}

Val Normal(Sketch& s, const Val& state) { return FromState(s.Call("randn", {state}), -6.0, 6.0); }

Val RandomInt(Sketch& s, const Val& state, const Val& low, const Val& high) {
  return FromState(s.Call("randi", {state, low, high}), low.facts.low, high.facts.high - 1.0);
}

Val SampleShape(Sketch& s, std::string_view name, const Val& state) {
  Val value = FromState(s.Call(name, {state}), -1.0, 1.0);
  value.facts.unit = name == "sample_unit_ring" || name.ends_with("surface");
  value.facts.nonzero = value.facts.unit;
  return value;
}

Val SampleCount(Sketch& s, std::string_view name) {
  const int count = s.rng().Choose(std::array{8, 10, 16, 32, 50, 64, 100, 128});
  return s.rng().Chance(0.5) ? s.SizeArg(count, name) : s.Int(count);
}

Val StartValue(Sketch& s) {
  return s.Let(s.Own(s.InputArray(kFloat)), OneOf(s, {"x0", "start", "a"}));
}

Val AsReal(Sketch& s, const Val& value) { return s.Convert(value, s.real()); }

namespace {

// Fills with uniform, normal, exponential or other numbers.
void DrawFill(Sketch& s) {
  const Type real = s.real();
  const Val state = RandomState(s);
  switch (s.rng().Below(8)) {
    case 0: {
      const Val low = s.NewArg(kFloat, -1.0, 0.0, OneOf(s, {"low", "lower", "a"}));
      const Val high = s.NewArg(kFloat, 0.5, 2.0, OneOf(s, {"high", "upper", "b"}));
      const bool call = s.rng().Chance(0.6);
      return s.Output(
          AsReal(s, call ? Uniform(s, state, low, high) : low + (high - low) * Uniform(s, state)));
    }
    case 1: {
      const Val mean = s.NewArg(kFloat, -1.0, 1.0, OneOf(s, {"mean", "mu"}));
      const Val sigma = s.NewArg(kFloat, 0.1, 2.0, OneOf(s, {"sigma", "std", "stddev"}));
      return s.Output(AsReal(s, mean + sigma * Normal(s, state)));
    }
    case 2: {
      const Val u = s.Let(Uniform(s, state), "u");
      const Val rate = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"rate", "lam"}));
      return s.Output(AsReal(s, -s.Call("log", {Known(1.0 - u, 1e-7, 1.0)}) / rate));
    }
    case 3: {
      const Val u1 = s.Let(s.Call("max", {Uniform(s, state), Number(s, 1e-6)}), "u1");
      const Val u2 = s.Let(Uniform(s, state), "u2");
      const Val radius = s.Let(s.Call("sqrt", {Known(-2.0 * s.Call("log", {u1}), 0.0, 28.0)}),
                               OneOf(s, {"r", "mag"}));
      const Val angle = s.Let(6.2831853 * u2, OneOf(s, {"theta", "angle"}));
      s.Output(radius * s.Call("cos", {angle}));
      return s.rng().Chance(0.5) ? s.Output(radius * s.Call("sin", {angle})) : void();
    }
    case 4: {
      const Val n = s.NewArg(kInt, 2.0, 100.0, OneOf(s, {"num_bins", "max_value", "num_classes"}));
      return s.Output(RandomInt(s, state, s.Int(0), n), OneOf(s, {"labels_out", "ids", ""}));
    }
    case 5: {
      Val count = s.Call(
          "poisson", {state, s.NewArg(kFloat, 0.5, 8.0, OneOf(s, {"lam", "rate", "mean_count"}))});
      count = FromState(count, 0.0, 1000.0);
      return s.Output(s.rng().Chance(0.5) ? count : s.Convert(count, kInt),
                      OneOf(s, {"counts", "events", ""}));
    }
    case 6: {
      const Val p = s.NewArg(kFloat, 0.1, 0.9, OneOf(s, {"p", "probability", "drop_rate"}));
      const Val x = s.Own(s.InputArray(real));
      const Val keep = 1.0 - AsReal(s, p);
      const Val scaled = s.rng().Chance(0.5) ? x / Known(keep, 0.1, 0.9) : s.Draw(real, 1);
      return s.Output(s.Select(Uniform(s, state) < p, s.Real(0.0), scaled));
    }
    default: {
      const int n = s.rng().Choose(std::array{16, 32, 64, 100, 256});
      const int cdf =
          s.NewArray({kFloat, {n}, lang::Fill::kUniform, 0.0, 1.0, Access::kInput, "cdf"});
      const Val bin = s.Let(FromState(s.Call("sample_cdf", {state, s.ArrayRef(cdf)}), 0.0, n),
                            OneOf(s, {"bin", "k", "index"}));
      const int values =
          s.NewArray({real, {n + 1}, lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
      return s.Output(s.rng().Chance(0.5) ? bin : s.At(values, {bin}) * s.Draw(real, 0));
    }
  }
}

// Adds noise to a value or a point.
void DrawJitter(Sketch& s) {
  const Type real = s.real();
  if (s.rng().Chance(0.4)) {
    const Val x = s.Let(s.Own(s.InputArray(real)));
    const Val state = RandomState(s);
    const Val sigma =
        s.NewArg(real, 0.01, 0.5, OneOf(s, {"noise_scale", "sigma", "amplitude", "std"}));
    const bool normal = s.rng().Chance(0.6);
    const Val noise = AsReal(s, normal ? Normal(s, state) : Uniform(s, state) - 0.5);
    const Val noisy = s.rng().Chance(0.3) ? x * (1.0 + sigma * noise) : x + sigma * noise;
    return s.Output(s.rng().Chance(0.4) ? s.Call("clamp", {noisy, s.DrawNumber(real, -4.0, -0.5),
                                                           s.DrawNumber(real, 0.5, 4.0)})
                                        : noisy);
  }
  const Val p = s.Let(s.Own(s.InputArray(kVec3)), OneOf(s, {"p", "pos", "x"}));
  const Val state = RandomState(s);
  const Val amount =
      s.NewArg(kFloat, 0.01, 0.5, OneOf(s, {"jitter", "noise_scale", "amplitude", "radius"}));
  switch (s.rng().Below(4)) {
    case 0: {
      const Val offset = s.Let(
          RandomVec(s, state, s.rng().Chance(0.5) ? -0.5 : -1.0, s.rng().Chance(0.5) ? 0.5 : 1.0),
          OneOf(s, {"offset", "noise", "delta"}));
      return s.Output(p + amount * offset);
    }
    case 1:
      return s.Output(
          p + s.Construct(kVec3, {Normal(s, state), Normal(s, state), Normal(s, state)}) * amount);
    case 2:
      return s.Output(
          p + amount * SampleShape(s,
                                   OneOf(s, {"sample_unit_sphere", "sample_unit_sphere_surface",
                                             "sample_unit_cube"}),
                                   state));
    default: {
      const Val dir =
          s.Let(SampleShape(s, "sample_unit_sphere_surface", state), OneOf(s, {"dir", "n", "d"}));
      const Val size = s.Let(Uniform(s, state) * amount, OneOf(s, {"size", "mag", "r"}));
      s.Output(p + dir * size);
      return s.rng().Chance(0.4) ? s.Output(s.Call("dot", {dir, p})) : void();
    }
  }
}

// Points in or on a disk, ball, hemisphere, cube, triangle or square, placed and scaled.
void DrawShapes(Sketch& s) {
  const Val state = RandomState(s);
  const Val radius = s.NewArg(kFloat, 0.2, 3.0, OneOf(s, {"radius", "scale", "size"}));
  switch (s.rng().Below(5)) {
    case 0: {
      const Val q = s.Let(
          SampleShape(s, OneOf(s, {"sample_unit_disk", "sample_unit_ring", "sample_unit_square"}),
                      state),
          OneOf(s, {"q", "d", "uv"}));
      const Val height =
          s.rng().Chance(0.5) ? Number(s, 0.0) : s.NewArg(kFloat, -1.0, 1.0, "height");
      return s.Output(s.rng().Chance(0.5)
                          ? s.Construct(kVec3, {radius * q[0], height, radius * q[1]})
                          : s.Construct(kVec3, {radius * q[0], radius * q[1], height}));
    }
    case 1: {
      const Val center = s.NewArg(kVec3, -1.0, 1.0, OneOf(s, {"center", "origin"}));
      return s.Output(center + radius * SampleShape(s,
                                                    OneOf(s, {"sample_unit_sphere",
                                                              "sample_unit_sphere_surface",
                                                              "sample_unit_cube"}),
                                                    state));
    }
    case 2: {
      const Val n =
          s.Let(s.Call("normalize", {s.Own(s.InputArray(kVec3))}), OneOf(s, {"n", "normal"}));
      Val dir = s.Mutable(
          SampleShape(s, OneOf(s, {"sample_unit_sphere_surface", "sample_unit_hemisphere_surface"}),
                      state),
          OneOf(s, {"dir", "wi", "d"}), Between(-1.0, 1.0));
      s.If(s.Call("dot", {dir, n}) < 0.0, [&] { s.Set(dir, -dir); });
      return s.rng().Chance(0.5) ? s.Output(dir) : s.Output(s.Call("dot", {dir, n}) * radius);
    }
    case 3: {
      const Val a = s.Let(s.Own(s.InputArray(kVec3)), "a");
      const auto corner = [&](std::string_view name) {
        return s.Let(
            s.Own(s.NewArray({kVec3, {}, lang::Fill::kUniform, -2.0, 2.0, Access::kInput, ""})),
            name);
      };
      const Val b = corner("b");
      const Val c = corner("c");
      if (s.rng().Chance(0.5)) {
        const Val uv = s.Let(SampleShape(s, "sample_triangle", state), OneOf(s, {"uv", "bary"}));
        return s.Output(a * (1.0 - uv[0] - uv[1]) + b * uv[0] + c * uv[1]);
      }
      const Val root = s.Let(s.Call("sqrt", {Uniform(s, state)}), OneOf(s, {"r", "su"}));
      const Val v = s.Let(Uniform(s, state), "v");
      return s.Output(a * (1.0 - root) + b * (root * (1.0 - v)) + c * (v * root));
    }
    default: {
      const Val z = s.Let(1.0 - 2.0 * Uniform(s, state), OneOf(s, {"z", "cos_theta"}));
      const Val ring = s.Let(s.Call("sqrt", {s.Call("max", {1.0 - z * z, Number(s, 0.0)})}),
                             OneOf(s, {"r", "sin_theta"}));
      const Val phi = s.Let(6.2831853 * Uniform(s, state), "phi");
      return s.Output(
          s.Construct(kVec3, {ring * s.Call("cos", {phi}), ring * s.Call("sin", {phi}), z}) *
          radius);
    }
  }
}

constexpr std::array kMotifs = {
    Motif{"random-fill", 1.5, DrawFill},       Motif{"jitter", 1.2, DrawJitter},
    Motif{"sample-shapes", 1.2, DrawShapes},   Motif{"noise-field", 1.5, DrawNoise},
    Motif{"curl-noise", 0.8, DrawCurlNoise},   Motif{"monte-carlo", 1.2, DrawMonteCarlo},
    Motif{"random-walk", 1.0, DrawRandomWalk}, Motif{"diffusion", 0.9, DrawDiffusion},
    Motif{"metropolis", 0.8, DrawMetropolis},  Motif{"rejection", 0.8, DrawRejection},
    Motif{"bootstrap", 0.8, DrawBootstrap},    Motif{"photon", 0.7, DrawPhoton},
};

}  // namespace

Family RandomFamily() {
  return {"random", "random numbers, sampled shapes, noise fields, Monte Carlo, random walks",
          1.0,      1,
          3,        kMotifs};
}

}  // namespace warploom::synth
