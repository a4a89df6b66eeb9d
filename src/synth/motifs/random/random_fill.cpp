// Fills an array with random numbers: uniform, normal, exponential, Poisson and other
// distributions.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/random_numbers.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kFloat;
using lang::kInt;
using lang::Type;

void FillUniform(Sketch& s, const Val& state) {
  const Val low = s.NewArg(kFloat, -1.0, 0.0, OneOf(s, {"low", "lower", "a"}));
  const Val high = s.NewArg(kFloat, 0.5, 2.0, OneOf(s, {"high", "upper", "b"}));
  const bool call = s.rng().Chance(0.6);
  s.Output(AsReal(s, call ? Uniform(s, state, low, high) : low + (high - low) * Uniform(s, state)));
}

void FillNormal(Sketch& s, const Val& state) {
  const Val mean = s.NewArg(kFloat, -1.0, 1.0, OneOf(s, {"mean", "mu"}));
  const Val sigma = s.NewArg(kFloat, 0.1, 2.0, OneOf(s, {"sigma", "std", "stddev"}));
  s.Output(AsReal(s, mean + sigma * Normal(s, state)));
}

// By inverse transform sampling.
void FillExponential(Sketch& s, const Val& state) {
  const Val u = s.Let(Uniform(s, state), "u");
  const Val rate = s.NewArg(kFloat, 0.5, 4.0, OneOf(s, {"rate", "lam"}));
  s.Output(AsReal(s, -s.Call("log", {Known(1.0 - u, 1e-7, 1.0)}) / rate));
}

// Normal numbers by the Box-Muller transform.
void FillBoxMuller(Sketch& s, const Val& state) {
  const Val u1 = s.Let(s.Call("max", {Uniform(s, state), Single(s, 1e-6)}), "u1");
  const Val u2 = s.Let(Uniform(s, state), "u2");
  const Val radius =
      s.Let(s.Call("sqrt", {Known(-2.0 * s.Call("log", {u1}), 0.0, 28.0)}), {"r", "mag"});
  const Val angle = s.Let(6.2831853 * u2, {"theta", "angle"});
  s.Output(radius * s.Call("cos", {angle}));
  if (s.rng().Chance(0.5)) {
    s.Output(radius * s.Call("sin", {angle}));
  }
}

void FillIntegers(Sketch& s, const Val& state) {
  const Val n = s.NewArg(kInt, 2.0, 100.0, OneOf(s, {"num_bins", "max_value", "num_classes"}));
  s.Output(RandomInt(s, state, s.Int(0), n), {"labels_out", "ids", ""});
}

void FillPoisson(Sketch& s, const Val& state) {
  Val count = s.Call("poisson",
                     {state, s.NewArg(kFloat, 0.5, 8.0, OneOf(s, {"lam", "rate", "mean_count"}))});
  count = FromState(count, 0.0, 1000.0);
  s.Output(s.rng().Chance(0.5) ? count : s.Convert(count, kInt), {"counts", "events", ""});
}

// Dropout: an input, or zero with a given probability.
void FillDropout(Sketch& s, const Val& state) {
  const Type real = s.real();
  const Val p = s.NewArg(kFloat, 0.1, 0.9, OneOf(s, {"p", "probability", "drop_rate"}));
  const Val x = s.ThreadElement(s.InputArray(real));
  const Val keep = 1.0 - AsReal(s, p);
  const Val scaled = s.rng().Chance(0.5) ? x / Known(keep, 0.1, 0.9) : s.Draw(real, 1);
  s.Output(s.Select(Uniform(s, state) < p, s.Real(0.0), scaled));
}

// A bin of a tabulated distribution, or a value for the bin.
void FillFromCdf(Sketch& s, const Val& state) {
  const int n = s.rng().Choose(std::array{16, 32, 64, 100, 256});
  const int cdf = Input(s, kFloat, {n}, "cdf", 0.0, 1.0);
  const Val bin = s.Let(FromState(s.Call("sample_cdf", {state, s.ArrayRef(cdf)}), 0.0, n),
                        {"bin", "k", "index"});
  const int values = Input(s, s.real(), {n + 1});
  s.Output(s.rng().Chance(0.5) ? bin : Times({s.At(values, {bin}), s.Draw(s.real(), 0)}));
}

void DrawFill(Sketch& s) {
  const Val state = RandomState(s);
  static constexpr std::array kFills = {FillUniform,  FillNormal,  FillExponential, FillBoxMuller,
                                        FillIntegers, FillPoisson, FillDropout,     FillFromCdf};
  s.rng().Choose(kFills)(s, state);
}

}  // namespace

Motif RandomFillMotif() {
  return {.name = "random-fill", .family = Family::kRandom, .weight = 1.5, .draw = DrawFill};
}

}  // namespace warploom::synth::motifs
