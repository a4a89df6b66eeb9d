#include "synth/atlas/forms/random_forms.h"

#include <array>

#include "synth/atlas/drawn_arguments.h"
#include "synth/atlas/results.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using kit::RandomState;
using lang::Call;
using lang::Type;

// The need of an argument after the state.
Need ParameterNeed(std::string_view name, const Call& call, size_t i) {
  const Type type = call.args[i];
  const bool second = i == 2;
  if (name == "randf") {
    return second ? NeedOf(type, 0.5, 2.0) : NeedOf(type, -1.0, 0.0);
  }
  if (name == "randi" || name == "randu") {
    return second ? NeedOf(type, 20.0, 100.0) : NeedOf(type, 0.0, 10.0);
  }
  if (name == "poisson") {
    return NeedOf(type, 0.5, 8.0);
  }
  if (name == "curlnoise" && i == 2) {
    return NeedOf(type, 1.0, 3.0);  // Octaves.
  }
  if (name == "curlnoise" && i > 2) {
    return i == 3 ? NeedOf(type, 1.5, 2.5) : NeedOf(type, 0.3, 0.7);
  }
  return name == "pnoise" && i > 1 ? NeedOf(type, 2.0, 8.0) : NeedOf(type);
}

// An argument after the state: periods and octaves are mostly literals, a point is an input.
Val Parameter(Sketch& s, std::string_view name, const Call& call, size_t i) {
  const Need need = ParameterNeed(name, call, i);
  const bool tuned = (name == "curlnoise" || name == "pnoise") && i > 1;
  if (tuned && s.rng().Chance(0.6)) {
    return NumberFor(s, need);
  }
  return i == 1 && !need.type.is_scalar() ? DrawNonLiteral(s, need) : DrawArgument(s, need);
}

void ShowRandom(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  std::vector<Val> args = {RandomState(s)};
  for (size_t i = 1; i < call.args.size(); ++i) {
    args.push_back(Parameter(s, name, call, i));
  }
  Val value = s.Call(call, args);
  value.range.from_input = true;  // The seed is an argument.
  UseResult(s, value, ResultName(name));
}

// state = wp.rand_init(seed, tid), and a number from it.
void ShowRandInit(Sketch& s, const Call& call) {
  std::vector<Val> args;
  for (size_t i = 0; i < call.args.size(); ++i) {
    args.push_back(i == 0 ? DrawArgument(s, NeedOf(call.args[i])) : s.Thread(0));
  }
  if (args.size() == 1) {
    args[0] = args[0] + s.Thread(0);
  }
  Val seeded = s.Call(call, args);
  seeded.range.from_input = true;
  const Val state = s.Mutable(seeded, {"state", "rng", "stream"});
  s.Hide(state);
  Val number = s.Call(s.rng().Chance(0.5) ? "randf" : "randn", {state});
  number.range.from_input = true;
  UseResult(s, number, "");
}

// bin = wp.sample_cdf(state, cdf)
void ShowSampleCdf(Sketch& s, const Call& call) {
  ArraySpec spec;
  spec.element = call.args[1].element();
  spec.shape = {s.rng().Chance(0.5) ? 16 : 32};
  spec.fill = lang::Fill::kSorted;
  spec.low = 0.0;
  spec.high = 1.0;
  spec.name = OneOf(s, {"cdf", "cumulative", "weights_cdf"});
  const std::array args = {RandomState(s), s.ArrayRef(s.NewArray(spec))};
  Val bin = s.Call(call, args);
  bin.range = Between(0.0, spec.shape[0]);
  bin.range.from_input = true;
  UseResult(s, bin, "bin");
}

constexpr Form kRandom = {Always, ShowRandom};
constexpr NamedForm kRandomForms[] = {
    {"rand_init", {Always, ShowRandInit}},
    {"sample_cdf", {Always, ShowSampleCdf}},
    {"randf", kRandom},
    {"randi", kRandom},
    {"randn", kRandom},
    {"randu", kRandom},
    {"poisson", kRandom},
    {"noise", kRandom},
    {"pnoise", kRandom},
    {"curlnoise", kRandom},
    {"sample_triangle", kRandom},
    {"sample_unit_cube", kRandom},
    {"sample_unit_disk", kRandom},
    {"sample_unit_hemisphere", kRandom},
    {"sample_unit_hemisphere_surface", kRandom},
    {"sample_unit_ring", kRandom},
    {"sample_unit_sphere", kRandom},
    {"sample_unit_sphere_surface", kRandom},
    {"sample_unit_square", kRandom},
};

}  // namespace

std::span<const NamedForm> RandomForms() { return kRandomForms; }

}  // namespace warploom::synth::atlas
