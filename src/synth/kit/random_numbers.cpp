#include "synth/kit/random_numbers.h"

#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

namespace {

using lang::kFloat;
using lang::kInt;

// The linear index of the thread within the launch.
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

}  // namespace

Val FromState(Val value, double low, double high) {
  value = Known(value, low, high);
  value.range.from_input = true;  // The seed is an argument.
  return value;
}

Val RandomState(Sketch& s) {
  constexpr double kMost = 4294967295.0;
  for (const ScopeEntry& entry : s.scope().entries()) {
    if (entry.is_hidden && entry.is_mutable && entry.value.type == lang::kUint &&
        entry.value.range.high == kMost && entry.loop_depth == 0 && s.rng().Chance(0.7)) {
      return entry.value;  // The random state of an earlier motif.
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
  call.range.from_input = true;
  const Val state =
      s.Mutable(call, {"state", "rng", "rng_state", "rnd", "state"}, Between(0.0, kMost));
  s.Hide(state);
  return state;
}

Val Uniform(Sketch& s, const Val& state) { return FromState(s.Call("randf", {state}), 0.0, 1.0); }

Val Uniform(Sketch& s, const Val& state, const Val& low, const Val& high) {
  return FromState(s.Call("randf", {state, low, high}), low.range.low, high.range.high);
}

Val Normal(Sketch& s, const Val& state) { return FromState(s.Call("randn", {state}), -6.0, 6.0); }

Val RandomInt(Sketch& s, const Val& state, const Val& low, const Val& high) {
  return FromState(s.Call("randi", {state, low, high}), low.range.low, high.range.high - 1.0);
}

Val SampleShape(Sketch& s, std::string_view name, const Val& state) {
  Val value = FromState(s.Call(name, {state}), -1.0, 1.0);
  value.range.unit = name == "sample_unit_ring" || name.ends_with("surface");
  value.range.nonzero = value.range.unit;
  return value;
}

Val SampleCount(Sketch& s, std::string_view name) {
  const int count = s.rng().Choose(std::array{8, 10, 16, 32, 50, 64, 100, 128});
  return SizeOrLiteral(s, count, name, 0.5);
}

Val StartValue(Sketch& s) {
  return s.Let(s.ThreadElement(s.InputArray(kFloat)), {"x0", "start", "a"});
}

Val AsReal(Sketch& s, const Val& value) { return s.Convert(value, s.real()); }

}  // namespace warploom::synth::kit
