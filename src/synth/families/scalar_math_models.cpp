// Scalar math: angles, distributions, roots, rate laws and series.
#include <array>
#include <cmath>

#include "synth/families/idiom.h"
#include "synth/families/scalar_math.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

namespace {

// A known number is often a module constant.
Val Constant(Sketch& s, std::string_view name, double value) {
  const Val number = s.Real(value);
  return s.in_kernel() && s.rng().Chance(0.35) ? s.NewConstant(name, number) : number;
}

}  // namespace

// Angle differences, wrapping, arcs on a sphere, polar coordinates.
void DrawAngles(Sketch& s) {
  const Type real = s.real();
  const Val angle = s.Own(s.InputArray(real));
  switch (s.rng().Below(5)) {
    case 0: {
      const Val diff = s.Let(s.Draw(real, 1) - angle, OneOf(s, {"diff", "delta", "err"}));
      const Val wrapped = s.Call("atan2", {s.Call("sin", {diff}), s.Call("cos", {diff})});
      return s.Output(s.rng().Chance(0.5) ? wrapped * s.NewArg(real, 0.1, 4.0, "gain") : wrapped);
    }
    case 1: {
      const Val two_pi = Constant(s, "TWO_PI", 6.2831853);
      const Val turns = s.Call("floor", {(angle + 3.14159265) / two_pi});
      return s.Output(angle - two_pi * turns);
    }
    case 2: {
      const Val lat1 = s.Let(s.Call("radians", {angle}), "lat1");
      const Val lat2 =
          s.Let(s.Call("radians", {Another(s, OneOf(s, {"lats", "latitudes"}))}), "lat2");
      const Val dlon =
          s.Let(s.Call("radians", {Another(s, OneOf(s, {"lon_diff", "delta_lon"}))}), "dlon");
      const Val a = s.Call("sin", {(lat2 - lat1) * 0.5});
      const Val b = s.Call("sin", {dlon * 0.5});
      const Val h = s.Let(Square(s.Let(a, "sa")) + s.Call("cos", {lat1}) * s.Call("cos", {lat2}) *
                                                       Square(s.Let(b, "sb")),
                          "h");
      const Val root = s.Call("min", {s.Call("sqrt", {Known(h, 0.0, 2.0)}), s.Real(0.99)});
      return s.Output(2.0 * s.NewArg(real, 1.0, 10.0, "radius") *
                      s.Call("asin", {Known(root, 0.0, 0.99)}));
    }
    case 3: {
      const Val x = s.Let(angle, "x");
      const Val y = s.Let(Another(s), "y");
      s.Output(s.Call("sqrt", {Square(x) + Square(y)}));
      return s.Output(s.Call("degrees", {s.Call("atan2", {y, x})}));
    }
    default: {
      const Val radius = s.NewArg(real, 0.1, 4.0, OneOf(s, {"radius", "length", "r"}));
      const Val theta = s.Let(angle + s.Draw(real, 0) * s.DrawNumber(real, 0.1, 2.0), "theta");
      s.Output(radius * s.Call("cos", {theta}));
      return s.Output(radius * s.Call("sin", {theta}));
    }
  }
}

// Densities and distribution functions; an option's price; entropy terms.
void DrawDistributions(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const auto spread = [&] { return s.NewArg(real, 0.2, 2.0, OneOf(s, {"sigma", "std", "scale"})); };
  const auto cdf = [&](const Val& z) { return 0.5 * (1.0 + s.Call("erf", {z * 0.70710678})); };
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
      return s.Output(cdf(z));
    }
    case 3: {
      const Val p = s.Let(s.Call("clamp", {x, s.Real(0.001), s.Real(0.999)}), "p");
      const Val entropy = -(p * s.Call("log", {p}));
      return s.Output(s.rng().Chance(0.5) ? s.Call("log", {p / (1.0 - p)})
                                          : entropy - (1.0 - p) * s.Call("log", {1.0 - p}));
    }
    case 4: {
      const ArraySpec spec{real,
                           {},
                           lang::Fill::kUniform,
                           50.0,
                           150.0,
                           Access::kInput,
                           OneOf(s, {"spot", "prices"})};
      const Val spot = s.Let(s.Own(s.NewArray(spec)), "S");
      const Val strike = s.NewArg(real, 80.0, 120.0, "strike");
      const Val rate = s.NewArg(real, 0.01, 0.1, "rate");
      const Val vol = s.NewArg(real, 0.1, 0.5, "vol");
      const Val expiry = s.NewArg(real, 0.25, 2.0, OneOf(s, {"expiry", "maturity"}));
      const Val root = s.Let(vol * s.Call("sqrt", {expiry}), "vol_sqrt_t");
      const Val d1 =
          s.Let((s.Call("log", {spot / strike}) + (rate + 0.5 * vol * vol) * expiry) / root, "d1");
      const Val d2 = s.Let(d1 - root, "d2");
      const Val discount = s.Let(strike * Exp(-rate * expiry), "discounted");
      const auto in = [&](const Val& d) { return cdf(Known(d, -5.0, 5.0)); };
      return s.Output(s.rng().Chance(0.6) ? spot * in(d1)-discount * in(d2)
                                          : discount * in(-d2) - spot * in(-d1));
    }
    default: {
      const Val b = spread();
      const Val distance = s.Call("abs", {x - s.Draw(real, 0)});
      return s.Output(Exp(-distance / b) / (2.0 * b));
    }
  }
}

// The roots of a quadratic; a ray's interval; a time of impact.
void DrawQuadratic(Sketch& s) {
  const Type real = s.real();
  const Val a =
      s.Let(s.Call("abs", {s.Own(s.InputArray(real))}) + s.DrawNumber(real, 0.1, 1.0), "a");
  const Val b = s.Let(s.rng().Chance(0.5) ? Another(s) : s.Draw(real, 1), "b");
  const Val c = s.Let(s.Draw(real, 1), "c");
  const bool half = s.rng().Chance(0.4);
  const Val disc =
      s.Let(half ? b * b - a * c : b * b - 4.0 * a * c, OneOf(s, {"disc", "delta", "det"}));
  Val root = s.Let(s.Real(s.rng().Chance(0.5) ? 0.0 : -1.0), OneOf(s, {"root", "t", "x"}));
  const bool strict = s.rng().Chance(0.5);
  s.If(strict ? disc > 0.0 : disc >= 0.0, [&] {
    const Val sq =
        s.Let(s.Call("sqrt", {Known(disc, 0.0, 1e6)}), OneOf(s, {"sq", "root_disc", "sd"}));
    if (half) {
      return s.Set(root, (s.rng().Chance(0.5) ? -b - sq : -b + sq) / a);
    }
    if (s.rng().Chance(0.5)) {
      return s.Set(root, (-b - sq) / (2.0 * a));
    }
    const Val near = s.Let((-b - sq) / (2.0 * a), OneOf(s, {"t0", "x0"}));
    const Val far = s.Let((-b + sq) / (2.0 * a), OneOf(s, {"t1", "x1"}));
    s.Set(root, s.rng().Chance(0.5) ? s.Select(near > 0.0, near, far)
                                    : s.Call("min", {s.Call("abs", {near}), s.Call("abs", {far})}));
  });
  s.Output(root);
}

// Newton's method for a root, a cube root or Kepler's equation.
void DrawNewton(Sketch& s) {
  const Type real = s.real();
  const int steps = static_cast<int>(s.rng().Choose(std::array{2, 3, 4, 5, 6, 8, 10, 20}));
  const std::string_view counter = OneOf(s, {"it", "k", "n", "_i"});
  const auto kind = s.rng().Below(3);
  if (kind == 0) {
    const Val m = Source(s, "mean_anomaly");
    const Val e = s.NewArg(real, 0.0, 0.8, OneOf(s, {"ecc", "eccentricity"}));
    Val anomaly = s.Mutable(m + (s.rng().Chance(0.5) ? e * s.Call("sin", {m}) : e), "E");
    s.Hide(anomaly);
    s.ForCount(counter, steps, [&](Val) {
      const Val f = s.Let(anomaly - e * s.Call("sin", {anomaly}) - m, "f");
      const Val slope = Known(1.0 - e * s.Call("cos", {anomaly}), 0.2, 1.8);
      s.Update(anomaly, BinaryOp::kSub, f / slope);
    });
    s.Hide(anomaly, false);
    return s.Output(s.rng().Chance(0.5) ? anomaly : 1.0 - e * s.Call("cos", {anomaly}));
  }
  const Val a = s.Let(s.Call("abs", {s.Own(s.InputArray(real))}) + s.DrawNumber(real, 0.1, 1.0),
                      OneOf(s, {"a", "value"}));
  Val x = s.Mutable(s.rng().Chance(0.5) ? s.Call("max", {a, s.Real(1.0)}) : 0.5 * (a + 1.0),
                    OneOf(s, {"x", "guess", "y"}), Between(0.05, 1e6));
  s.Hide(x);
  s.ForCount(counter, steps, [&](Val) {
    if (kind == 1) {
      return s.Set(x, 0.5 * (x + a / x));
    }
    const Val next = s.Let((2.0 * x + a / (x * x)) / s.Real(3.0), "x_next");
    if (s.rng().Chance(0.4)) {
      s.If(s.Call("abs", {next - x}) < Epsilon(s), [&] { s.Break(); });
    }
    s.Set(x, next);
  });
  s.Hide(x, false);
  s.Output(s.rng().Chance(0.6) ? x : s.Draw(real, 0) * x);
}

// A rate law of chemistry, biology, mechanics or control, often with an Euler step.
void DrawRates(Sketch& s) {
  const Type real = s.real();
  const ArraySpec spec{real, {}, lang::Fill::kUniform, 0.05, 2.0, Access::kInput, ""};
  const Val x = s.Let(s.Own(s.NewArray(spec)), OneOf(s, {"x", "u", "c", "n", "y"}));
  const auto arg = [&](double low, double high, std::initializer_list<std::string_view> names) {
    return s.NewArg(real, low, high, OneOf(s, names));
  };
  Val rate = x;
  switch (s.rng().Below(7)) {
    case 0:
      rate = arg(0.1, 2.0, {"growth", "r"}) * x * (1.0 - x / arg(1.0, 4.0, {"capacity", "K"}));
      break;
    case 1:
      rate = arg(0.5, 2.0, {"v_max", "rate_max"}) * x / (arg(0.1, 2.0, {"k_m", "half_sat"}) + x);
      break;
    case 2: {
      const Val prey = s.Let(Another(s), OneOf(s, {"v", "w"}));
      rate = x - x * x * x / 3.0 - prey + s.NewArg(real, 0.0, 1.0, OneOf(s, {"current", "drive"}));
      break;
    }
    case 3: {
      const Val temperature = s.NewArg(real, 300.0, 500.0, OneOf(s, {"temperature", "temp"}));
      rate = arg(0.5, 4.0, {"prefactor", "k0"}) *
             Exp(-s.NewArg(real, 100.0, 900.0, "activation") / temperature) * x;
      break;
    }
    case 4: {
      const Val speed = s.Let(Another(s), OneOf(s, {"v", "speed"}));
      rate = -arg(0.1, 2.0, {"drag", "damping"}) * s.Call("abs", {speed}) * speed -
             arg(0.5, 4.0, {"stiffness", "k"}) * x;
      break;
    }
    case 5: {
      const Val limit = arg(0.5, 2.0, {"max_rate", "limit"});
      rate =
          s.Call("clamp", {arg(0.5, 4.0, {"kp", "gain"}) * (s.Draw(real, 1) - x), -limit, limit});
      break;
    }
    default: {
      const Val h = s.DrawNumber(real, 2.0, 4.0);
      const Val xn = s.Let(Pow(Known(x, 0.05, 2.0), h), "xn");
      rate =
          xn / (Pow(arg(0.3, 1.5, {"k_half", "theta"}), h) + xn) - s.DrawNumber(real, 0.1, 1.0) * x;
      break;
    }
  }
  if (s.rng().Chance(0.6)) {
    const Val slope = s.Let(rate, OneOf(s, {"rate", "dxdt", "f", "flux"}));
    const Val next = x + s.NewArg(real, 0.001, 0.1, OneOf(s, {"dt", "h"})) * slope;
    return s.Output(s.rng().Chance(0.3) ? s.Call("max", {next, s.Real(0.0)}) : next);
  }
  s.Output(rate);
}

// A short series or a rational approximation.
void DrawSeries(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  switch (s.rng().Below(4)) {
    case 0: {
      const Val x2 = s.Let(x * x, OneOf(s, {"x2", "xx"}));
      return s.Output(x * (1.0 - x2 / 6.0 *
                                     (1.0 - x2 / 20.0 *
                                                (s.rng().Chance(0.5) ? s.Real(1.0) - x2 / 42.0
                                                                     : s.Real(1.0)))));
    }
    case 1: {
      const Val x2 = s.Let(Square(x), "x2");
      return s.Output(x * (27.0 + x2) / (27.0 + 9.0 * x2));
    }
    case 2: {
      const Val t = s.Let(s.Call("clamp", {x, s.Real(-1.0), s.Real(1.0)}), "t");
      return s.Output(0.7853982 * t -
                      t * (s.Call("abs", {t}) - 1.0) * (0.2447 + 0.0663 * s.Call("abs", {t})));
    }
    default: {
      Val term = s.Mutable(s.Real(1.0), OneOf(s, {"term", "p"}));
      Val sum = s.Mutable(s.Real(1.0), OneOf(s, {"total", "series", "acc"}));
      s.Hide(term);
      s.Hide(sum);
      s.For(OneOf(s, {"n", "k", "i"}), s.Int(1), s.Int(s.rng().Between(4, 20)), 0, [&](Val n) {
        const Val factor = x / s.Convert(n, real);
        s.Update(term, BinaryOp::kMul, s.rng().Chance(0.3) ? -factor : factor);
        s.Update(sum, BinaryOp::kAdd, term);
      });
      s.Hide(sum, false);
      return s.Output(sum);
    }
  }
}

// Sums of exponentials without overflow: a pair, or a row of scores.
void DrawLogSumExp(Sketch& s) {
  const Type real = s.real();
  if (s.rng().Chance(0.5)) {
    const Val a = s.Let(s.Own(s.InputArray(real)), "a");
    const Val b = s.Let(s.Draw(real, 1), "b");
    const Val m = s.Let(s.Call("max", {a, b}), OneOf(s, {"m", "top", "hi"}));
    const Val ea = s.Let(Exp(Known(a - m, -20.0, 0.0)), "ea");
    const Val eb = s.Let(Exp(Known(b - m, -20.0, 0.0)), "eb");
    const Val sum = Known(ea + eb, 1.0, 2.0);
    return s.Output(s.rng().Chance(0.5) ? m + s.Call("log", {sum}) : ea / sum);
  }
  const int terms = s.rng().Choose(std::array{4, 8, 10, 16, 32, 64});
  const int scores = s.NewArray({real,
                                 {s.dims()[0], terms},
                                 lang::Fill::kUniform,
                                 -4.0,
                                 4.0,
                                 Access::kInput,
                                 OneOf(s, {"scores", "logits", "energy"})});
  const std::string_view counter = OneOf(s, {"j", "k", "c"});
  const Val bound = s.rng().Chance(0.5) ? s.SizeOf(scores, 1) : s.Int(terms);
  const Val row = s.Thread(0);
  Val top = s.Mutable(s.At(scores, {row, s.Int(0)}), OneOf(s, {"max_score", "m", "top"}));
  s.Hide(top);
  s.For(counter, s.Int(1), bound, 0,
        [&](Val j) { s.Set(top, s.Call("max", {top, s.At(scores, {row, j})})); });
  Val sum = s.Mutable(s.Real(0.0), OneOf(s, {"total", "denom", "z"}));
  s.Hide(sum);
  const Val t = s.rng().Chance(0.3) ? s.NewArg(real, 0.5, 2.0, "temperature") : Val{};
  s.For(counter, Val{}, bound, 0, [&](Val j) {
    const Val shifted = s.At(scores, {row, j}) - top;
    s.Update(sum, BinaryOp::kAdd, Exp(Known(t.is_valid() ? shifted / t : shifted, -20.0, 0.0)));
  });
  s.Hide(top, false);
  s.Hide(sum, false);
  s.Output(top + s.Call("log", {Known(sum, 1.0, 64.0)}));
}

}  // namespace warploom::synth
