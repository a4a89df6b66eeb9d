// Probability densities and distribution functions, an option price, and entropy terms.
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/scalar_math/models_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// The cumulative distribution function of the standard normal.
Val NormalCdf(Sketch& s, const Val& z) { return 0.5 * (1.0 + s.Call("erf", {z * 0.70710678})); }

// The Black-Scholes price of a European call or put.
void DrawOptionPrice(Sketch& s) {
  const Type real = s.real();
  const ArraySpec spec{
      real, {}, lang::Fill::kUniform, 50.0, 150.0, Access::kInput, OneOf(s, {"spot", "prices"})};
  const Val spot = s.Let(s.ThreadElement(s.NewArray(spec)), "S");
  const Val strike = s.NewArg(real, 80.0, 120.0, "strike");
  const Val rate = s.NewArg(real, 0.01, 0.1, "rate");
  const Val vol = s.NewArg(real, 0.1, 0.5, "vol");
  const Val expiry = s.NewArg(real, 0.25, 2.0, OneOf(s, {"expiry", "maturity"}));
  const Val root = s.Let(vol * s.Call("sqrt", {expiry}), "vol_sqrt_t");
  const Val d1 =
      s.Let((s.Call("log", {spot / strike}) + (rate + 0.5 * vol * vol) * expiry) / root, "d1");
  const Val d2 = s.Let(d1 - root, "d2");
  const Val discount = s.Let(strike * Exp(-rate * expiry), "discounted");
  const auto in = [&](const Val& d) { return NormalCdf(s, Known(d, -5.0, 5.0)); };
  return s.Output(s.rng().Chance(0.6) ? spot * in(d1)-discount * in(d2)
                                      : discount * in(-d2) - spot * in(-d1));
}

void DrawDistributions(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const auto spread = [&] { return s.NewArg(real, 0.2, 2.0, OneOf(s, {"sigma", "std", "scale"})); };
  switch (s.rng().Below(6)) {
    case 0: {
      const Val sigma = spread();
      const Val z = s.Let((x - s.NewArg(real, -1.0, 1.0, OneOf(s, {"mu", "mean"}))) / sigma, "z");
      return s.Output(Exp(-0.5 * Square(z)) / (sigma * Constant(s, "SQRT_2PI", 2.5066283)));
    }
    case 1: {
      const Val sigma = spread();
      const Val z = s.Let((x - s.NewArg(real, -1.0, 1.0, OneOf(s, {"mu", "mean"}))) / sigma, "z");
      return s.Output(-0.5 * z * z - s.Call("log", {sigma}) -
                      Constant(s, "HALF_LOG_2PI", 0.9189385));
    }
    case 2: {
      const Val z = s.Let(s.Call("clamp", {x / spread(), s.Real(-4.0), s.Real(4.0)}), "z");
      return s.Output(NormalCdf(s, z));
    }
    case 3: {
      const Val p = s.Let(s.Call("clamp", {x, s.Real(0.001), s.Real(0.999)}), "p");
      const Val entropy = -(p * s.Call("log", {p}));
      return s.Output(s.rng().Chance(0.5) ? s.Call("log", {p / (1.0 - p)})
                                          : entropy - (1.0 - p) * s.Call("log", {1.0 - p}));
    }
    case 4:
      return DrawOptionPrice(s);
    default: {
      const Val b = spread();
      const Val distance = s.Call("abs", {x - s.Draw(real, 0)});
      return s.Output(Exp(-distance / b) / (2.0 * b));
    }
  }
}

}  // namespace

Motif DistributionsMotif() {
  return {.name = "distributions",
          .family = Family::kScalarMath,
          .weight = 1.0,
          .draw = DrawDistributions};
}

}  // namespace warploom::synth::motifs
