// Scalar math: the formulas of learning, fields and waves; more in scalar_math_models.cpp.
#include "synth/families/scalar_math.h"

#include <array>

#include "synth/families/families.h"
#include "synth/families/idiom.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

Val Sigmoid(const Val& x) { return 1.0 / (1.0 + Exp(-x)); }

// A neural network's activation of a pre-activation w * x + b.
void DrawActivation(Sketch& s) {
  const Type real = s.real();
  Val x = s.Own(s.InputArray(real));
  if (s.rng().Chance(0.6)) {
    x = x * s.NewArg(real, 0.1, 2.0);
    x = s.rng().Chance(0.5) ? x + Another(s, OneOf(s, {"bias", "offsets", "b"}))
                            : x + s.NewArg(real, -1.0, 1.0, "bias");
  }
  x = s.Let(x, OneOf(s, {"x", "z", "pre", "h"}));
  switch (s.rng().Below(9)) {
    case 0:
      return s.Output(Sigmoid(x));
    case 1:
      return s.Output(x * Sigmoid(x * s.DrawNumber(real, 0.5, 2.0)));
    case 2: {
      const Val inner =
          s.Let(0.7978846 * (x + 0.044715 * x * x * x), OneOf(s, {"inner", "u", "t"}));
      return s.Output(0.5 * x * (1.0 + s.Call("tanh", {inner})));
    }
    case 3:
      return s.Output(0.5 * x * (1.0 + s.Call("erf", {x / s.Real(1.41421356)})));
    case 4: {
      const Val beta =
          s.rng().Chance(0.5) ? s.DrawNumber(real, 1.0, 4.0) : s.NewArg(real, 0.5, 4.0, "beta");
      return s.Output(s.Call("log", {1.0 + Exp(beta * x)}) / beta);
    }
    case 5: {
      const Val alpha = s.NewArg(real, 0.1, 1.5, "alpha");
      return s.Output(s.Select(x > 0.0, x, alpha * (Exp(x) - 1.0)));
    }
    case 6:
      return s.Output(s.Call("max", {x, s.DrawNumber(real, 0.01, 0.3) * x}));
    case 7: {
      const Val soft = s.Let(s.Call("log", {1.0 + Exp(x)}), OneOf(s, {"softplus", "sp"}));
      return s.Output(x * s.Call("tanh", {soft}));
    }
    default: {
      const Val gate =
          s.Call("clamp", {x * s.DrawNumber(real, 0.1, 0.3) + 0.5, s.Real(0.0), s.Real(1.0)});
      return s.Output(s.rng().Chance(0.5) ? x * gate : gate);
    }
  }
}

// A loss or a robust weight of the difference between a prediction and its target.
void DrawLoss(Sketch& s) {
  const Type real = s.real();
  const Val pred = s.Own(s.InputArray(real));
  const Val target = s.Own(s.NewArray({real,
                                       {},
                                       lang::Fill::kUniform,
                                       0.0,
                                       1.0,
                                       Access::kInput,
                                       OneOf(s, {"targets", "labels", "y_true", "observed"})}));
  const Val diff = s.Let(pred - target, OneOf(s, {"diff", "err", "r", "residual"}));
  const Val size = s.Call("abs", {diff});
  const auto scale = [&](std::string_view name) {
    return s.rng().Chance(0.7) ? s.NewArg(real, 0.2, 2.0, name) : s.DrawNumber(real, 0.2, 2.0);
  };
  switch (s.rng().Below(8)) {
    case 0: {
      const Val delta = s.Let(scale("delta"), "delta");
      const Val a = s.Let(size, OneOf(s, {"a", "abs_err"}));
      return s.Output(s.Select(a <= delta, 0.5 * diff * diff, delta * (a - 0.5 * delta)));
    }
    case 1: {
      const Val ratio = s.Let(diff / scale("delta"), "ratio");
      return s.Output(s.Call("sqrt", {1.0 + Square(ratio)}) - 1.0);
    }
    case 2: {
      const Val z = s.Let(diff * diff / s.NewArg(real, 0.2, 4.0, "sigma_sq"), "z");
      return s.Output(s.Call("log", {1.0 + Known(z, 0.0, 1e6)}));
    }
    case 3: {
      const Val c = s.NewArg(real, 0.5, 4.0, "c");
      const Val u = s.Let(diff / c, "u");
      const Val w = s.Let(s.Call("max", {1.0 - u * u, s.Real(0.0)}), "w");
      return s.Output(w * w * (s.rng().Chance(0.5) ? diff : s.Draw(real, 0)));
    }
    case 4: {
      const Val q = s.NewArg(real, 0.05, 0.95, OneOf(s, {"quantile", "tau", "q"}));
      return s.Output(s.Call("max", {q * diff, (q - 1.0) * diff}));
    }
    case 5:
      return s.Output(
          s.Call("max", {s.NewArg(real, 0.1, 1.0, "margin") - pred * target, s.Real(0.0)}));
    case 6: {
      const Val x = s.Let(pred, OneOf(s, {"logit", "x"}));
      return s.Output(s.Call("max", {x, s.Real(0.0)}) - x * target +
                      s.Call("log", {1.0 + Exp(-s.Call("abs", {x}))}));
    }
    default: {
      const Val p = s.Let(s.Call("clamp", {pred, s.Real(0.01), s.Real(0.99)}), "p");
      const Val loss = -(target * s.Call("log", {p}) + (1.0 - target) * s.Call("log", {1.0 - p}));
      return s.Output(s.rng().Chance(0.3) ? Pow(1.0 - p, s.DrawNumber(real, 1.0, 3.0)) * loss
                                          : loss);
    }
  }
}

// A smoothing kernel or a potential of a distance r and a length h.
void DrawRadial(Sketch& s) {
  const Type real = s.real();
  const ArraySpec spec{real,
                       {},
                       lang::Fill::kUniform,
                       0.1,
                       3.0,
                       Access::kInput,
                       OneOf(s, {"distances", "radii", "r_in", "dist"})};
  const Val r = s.Let(s.Own(s.NewArray(spec)), OneOf(s, {"r", "d", "dist"}));
  const Val h = s.NewArg(real, 0.5, 2.0, OneOf(s, {"h", "sigma", "radius", "r0", "support"}));
  const Val q = s.Let(r / h, OneOf(s, {"q", "ratio", "x"}));
  const Val amplitude =
      s.rng().Chance(0.5) ? s.NewArg(real, 0.1, 4.0) : s.DrawNumber(real, 0.1, 8.0);
  switch (s.rng().Below(8)) {
    case 0: {
      const Val t = s.Let(s.Call("max", {1.0 - q * q, s.Real(0.0)}), OneOf(s, {"t", "w", "diff"}));
      return s.Output(amplitude * t * t * t);
    }
    case 1: {
      const Val t = s.Let(s.Call("max", {1.0 - q, s.Real(0.0)}), "t");
      return s.Output(amplitude * Pow(t + Epsilon(s), s.Real(4.0)) * (4.0 * q + 1.0));
    }
    case 2: {
      Val w = s.Let(s.Real(0.0), OneOf(s, {"w", "weight"}));
      const std::array conditions = {q < 1.0, q < 2.0};
      s.IfChain(
          conditions,
          [&](int branch) {
            const Val two = 2.0 - q;
            s.Set(w, branch == 0 ? 1.0 - 1.5 * q * q + 0.75 * q * q * q : 0.25 * two * two * two);
          },
          false);
      return s.Output(amplitude * w);
    }
    case 3:
      return s.Output(amplitude * Exp(-0.5 * Square(q)));
    case 4: {
      const Val s6 =
          s.Let(Pow(1.0 / Known(q, 0.5, 6.0), s.Real(6.0)), OneOf(s, {"s6", "inv_r6", "sr6"}));
      const Val attract = s.rng().Chance(0.5) ? s6 : s.DrawNumber(real, 0.5, 2.0) * s6;
      return s.Output(4.0 * amplitude * (s6 * s6 - attract));
    }
    case 5: {
      const Val e = s.Let(1.0 - Exp(-s.DrawNumber(real, 0.5, 3.0) * (r - h)), "e");
      return s.Output(amplitude * e * e);
    }
    case 6:
      return s.Output(amplitude * Exp(-q) / Known(r, 0.1, 3.0));
    default: {
      const Val falloff = s.Call("smoothstep", {h, 0.5 * h, r});
      return s.Output(amplitude * falloff / (r * r + Epsilon(s)));
    }
  }
}

// Sums of waves with growing frequency and falling amplitude; damped oscillations.
void DrawWaves(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const Val time = s.NewArg(real, 0.0, 4.0, OneOf(s, {"time", "t", "phase"}));
  if (s.rng().Chance(0.3)) {
    const Val omega = s.NewArg(real, 1.0, 8.0, OneOf(s, {"omega", "frequency"}));
    const Val decay =
        s.Let(Exp(-s.NewArg(real, 0.05, 1.0, "damping") * time), OneOf(s, {"decay", "envelope"}));
    const std::string_view wave = OneOf(s, {"cos", "sin"});
    return s.Output(x * decay * s.Call(wave, {omega * time + s.Draw(real, 0)}));
  }
  if (s.rng().Chance(0.5)) {
    Val height = s.Let(
        s.DrawNumber(real, 0.2, 2.0) * s.Call("sin", {x * s.DrawNumber(real, 0.5, 3.0) + time}),
        OneOf(s, {"height", "y", "wave"}));
    const auto waves = s.rng().Between(1, 3);
    for (int64_t i = 0; i < waves; ++i) {
      const Val angle = x * s.DrawNumber(real, 1.0, 8.0) - time * s.DrawNumber(real, 0.5, 3.0);
      s.Update(height, BinaryOp::kAdd,
               s.DrawNumber(real, 0.05, 0.8) * s.Call(OneOf(s, {"sin", "cos"}), {angle}));
    }
    return s.Output(height);
  }
  Val total = s.Mutable(s.Real(0.0), OneOf(s, {"total", "height", "signal"}));
  Val amplitude = s.Mutable(s.Real(1.0), OneOf(s, {"amplitude", "amp", "a"}));
  Val frequency = s.Mutable(s.DrawNumber(real, 0.5, 2.0), OneOf(s, {"frequency", "freq", "w"}));
  s.ForCount(OneOf(s, {"octave", "n", "k"}), static_cast<int>(s.rng().Between(2, 8)), [&](Val) {
    s.Update(total, BinaryOp::kAdd, amplitude * s.Call("sin", {frequency * x + time}));
    s.Update(amplitude, BinaryOp::kMul, s.DrawNumber(real, 0.3, 0.8));
    s.Update(frequency, BinaryOp::kMul, s.DrawNumber(real, 1.2, 2.2));
  });
  s.Hide(amplitude);
  s.Hide(frequency);
  s.Output(total);
}

// A tone curve or a transfer function of an intensity.
void DrawToneCurve(Sketch& s) {
  const Type real = s.real();
  const ArraySpec spec{real,
                       {},
                       lang::Fill::kUniform,
                       0.0,
                       4.0,
                       Access::kInput,
                       OneOf(s, {"pixels", "luminance", "radiance", "intensity", "hdr"})};
  Val c = s.Own(s.NewArray(spec));
  if (s.rng().Chance(0.6)) {
    c = c * s.NewArg(real, 0.2, 4.0, OneOf(s, {"exposure", "gain", "scale"}));
  }
  c = s.Let(c, OneOf(s, {"c", "x", "lum", "v"}));
  switch (s.rng().Below(5)) {
    case 0: {
      const Val white = s.NewArg(real, 1.0, 4.0, "white_point");
      return s.Output(c * (1.0 + c / (white * white)) / (1.0 + c));
    }
    case 1: {
      const Val top = c * (2.51 * c + 0.03);
      const Val bottom = c * (2.43 * c + 0.59) + 0.14;
      return s.Output(s.Call("clamp", {top / bottom, s.Real(0.0), s.Real(1.0)}));
    }
    case 2: {
      const Val gamma = s.NewArg(real, 1.8, 2.4, "gamma");
      return s.Output(Pow(s.Fit(c, Domain::kPositive), 1.0 / gamma));
    }
    case 3: {
      const Val base = s.Call("max", {c, s.Real(0.0031308)});
      return s.Output(
          s.Select(c <= 0.0031308, 12.92 * c, 1.055 * Pow(base, s.Real(0.4166667)) - 0.055));
    }
    default:
      return s.Output(1.0 - Exp(-c * s.DrawNumber(real, 0.5, 3.0)));
  }
}

// An interpolation parameter, shaped and used.
void DrawEasing(Sketch& s) {
  const Type real = s.real();
  const Val x = s.Own(s.InputArray(real));
  const Val low = s.NewArg(real, -2.0, -0.5, OneOf(s, {"lower", "t0", "edge0", "x_min"}));
  const Val high = s.NewArg(real, 0.5, 2.0, OneOf(s, {"upper", "t1", "edge1", "x_max"}));
  const Val t =
      s.Let(s.Call("clamp", {(x - low) / Known(high - low, 1.0, 4.0), s.Real(0.0), s.Real(1.0)}),
            OneOf(s, {"t", "u", "s"}));
  Val shaped = t;
  switch (s.rng().Below(6)) {
    case 0:
      shaped = t * t * (3.0 - 2.0 * t);
      break;
    case 1:
      shaped = t * t * t * (t * (6.0 * t - 15.0) + 10.0);
      break;
    case 2:
      shaped = 0.5 - 0.5 * s.Call("cos", {s.Real(3.14159265) * t});
      break;
    case 3: {
      const Val rest = s.Let(1.0 - t, "inv");
      shaped =
          1.0 - rest * rest * (s.rng().Chance(0.5) ? rest : 1.0 + s.DrawNumber(real, 0.5, 2.0) * t);
      break;
    }
    case 4:
      shaped = s.Select(t < 0.5, 2.0 * t * t, 1.0 - 2.0 * (1.0 - t) * (1.0 - t));
      break;
    default: {
      const Val bias = s.NewArg(real, 0.1, 0.9, "bias");
      shaped = t / ((1.0 / bias - 2.0) * (1.0 - t) + 1.0);
      shaped = Known(shaped, 0.0, 1.0);
      break;
    }
  }
  const Val weight = s.Let(shaped, OneOf(s, {"w", "weight", "eased", "blend"}));
  const Val to = s.Draw(real, 1);
  const Val from = s.Let(s.Draw(real, 1), OneOf(s, {"start", "a", "v0"}));
  s.Output(s.rng().Chance(0.5) ? from + (to - from) * weight
                               : s.Call("lerp", {from, to, Known(weight, 0.0, 1.0)}));
}

// Rounding to a grid, to levels or into a period.
void DrawQuantize(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const Val step =
      s.NewArg(real, 0.05, 1.0, OneOf(s, {"step_size", "cell", "spacing", "period", "scale"}));
  switch (s.rng().Below(5)) {
    case 0:
      return s.Output(s.Call(OneOf(s, {"round", "floor", "rint"}), {x / step}) * step);
    case 1: {
      const Val levels = s.rng().Chance(0.5)
                             ? s.Real(s.rng().Choose(std::array{15.0, 127.0, 255.0}))
                             : s.NewArg(real, 4.0, 64.0, "levels");
      const Val y = s.Let(s.Call("clamp", {x, s.Real(0.0), s.Real(1.0)}) * levels, "y");
      return s.Output(s.Call("floor", {y + 0.5}) / levels);
    }
    case 2: {
      const Val q =
          s.Let(s.Call("clamp", {s.Call("round", {x / step}), s.Real(-128.0), s.Real(127.0)}), "q");
      const Val back = s.Let(q * step, OneOf(s, {"dequant", "back"}));
      s.Output(back);
      return s.Output(x - back);
    }
    case 3: {
      const Val phase =
          s.Let(x / step - s.Call("floor", {x / step}), OneOf(s, {"phase", "frac", "f"}));
      return s.Output(s.rng().Chance(0.5) ? 1.0 - s.Call("abs", {2.0 * phase - 1.0})
                                          : 2.0 * phase - 1.0);
    }
    default: {
      const Val cell = s.Let(s.Call("floor", {x / step}), OneOf(s, {"cell_id", "base"}));
      const Val f = s.Let(x / step - cell, "f");
      return s.Output((1.0 - f) * cell + f * (cell + 1.0) * s.DrawNumber(real, 0.5, 2.0));
    }
  }
}

// Two distances combined as signed distance fields are.
void DrawDistanceBlend(Sketch& s) {
  const Type real = s.real();
  const Val a = s.Let(s.Own(s.InputArray(real)) - s.DrawNumber(real, 0.1, 1.0),
                      OneOf(s, {"d1", "da", "dist_a"}));
  const Val b =
      s.Let(s.rng().Chance(0.5) ? Another(s) : s.Draw(real, 1), OneOf(s, {"d2", "db", "dist_b"}));
  const Val k = s.NewArg(real, 0.05, 0.5, OneOf(s, {"k", "blend", "smoothness"}));
  Val d = a;
  switch (s.rng().Below(4)) {
    case 0: {
      const Val h =
          s.Let(s.Call("clamp", {0.5 + 0.5 * (b - a) / k, s.Real(0.0), s.Real(1.0)}), "h");
      d = s.Call("lerp", {b, a, h}) - k * h * (1.0 - h);
      break;
    }
    case 1: {
      const Val h = s.Let(s.Call("max", {k - s.Call("abs", {a - b}), s.Real(0.0)}) / k, "h");
      d = s.rng().Chance(0.5) ? s.Call("min", {a, b}) - 0.25 * h * h * k
                              : s.Call("max", {a, b}) + 0.25 * h * h * k;
      break;
    }
    case 2:
      d = s.rng().Chance(0.5) ? s.Call("max", {a, -b})
                              : s.Call("min", {s.Call("max", {a, b}), b - k});
      break;
    default:
      d = s.Call("sqrt", {Square(s.Call("max", {a, s.Real(0.0)})) +
                          Square(s.Call("max", {b, s.Real(0.0)}))}) -
          k;
      break;
  }
  if (s.rng().Chance(0.4)) {
    d = s.Call("abs", {s.Let(d, "d")}) - s.DrawNumber(real, 0.01, 0.2);
  }
  s.Output(d);
}

constexpr std::array kMotifs = {
    Motif{"activation", 1.2, DrawActivation}, Motif{"loss", 1.2, DrawLoss},
    Motif{"radial", 1.2, DrawRadial},         Motif{"waves", 1.0, DrawWaves},
    Motif{"tone-curve", 0.7, DrawToneCurve},  Motif{"easing", 0.8, DrawEasing},
    Motif{"quantize", 0.8, DrawQuantize},     Motif{"distance-blend", 0.8, DrawDistanceBlend},
    Motif{"angles", 1.0, DrawAngles},         Motif{"distributions", 1.0, DrawDistributions},
    Motif{"quadratic", 0.8, DrawQuadratic},   Motif{"newton", 1.0, DrawNewton},
    Motif{"rates", 1.0, DrawRates},           Motif{"series", 0.8, DrawSeries},
    Motif{"log-sum-exp", 0.7, DrawLogSumExp},
};

}  // namespace

Family ScalarMathFamily() {
  return {
      "scalar_math", "formulas of scalars: activations, losses, waves, distributions", 1.0, 1, 3,
      kMotifs};
}

}  // namespace warploom::synth
