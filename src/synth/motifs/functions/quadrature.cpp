// An integral computed by each thread: the integrand in a helper, a quadrature rule over an
// interval, by chance an error estimate.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// def f(x, a[, b]), and the arguments after x.
struct Integrand {
  Type real;
  lang::FuncId helper;
  std::vector<Val> arguments;
};

Val IntegrandFormula(Sketch& s, const Val& x, const Val& a) {
  // Mostly expressions of x alone, since the formulas use `a` themselves.
  const auto drawn = [&](int depth) {
    const bool both = s.rng().Chance(0.3);
    s.Hide(a, !both);
    const Val value = s.Draw(x.type, depth);
    s.Hide(a, false);
    return value;
  };
  switch (s.rng().Below(6)) {
    case 0:
      return Exp(Known(-a * x * x, -30.0, 0.0)) * drawn(1);
    case 1:
      return s.Call("sqrt", {Known(1.0 + x * x, 1.0, 1e3)}) * s.Call("cos", {drawn(1) * a});
    case 2:
      return drawn(2) / Known(1.0 + a * x * x, 1.0, 1e3);
    case 3: {
      const Val y = Named(s, drawn(2), {"y", "u", "g"});
      return y * y + a * x;
    }
    case 4:
      return s.Select(x < a, x * x, drawn(2));
    default:
      return drawn(3) * x + a;
  }
}

Integrand DefineIntegrand(Sketch& s, Type real) {
  Integrand f;
  f.real = real;
  const bool two = s.rng().Chance(0.4);
  std::vector<Sketch::Param> params = {{OneOf(s, {"x", "t"}), real, Between(-5.0, 5.0)},
                                       {OneOf(s, {"a", "alpha", "k"}), real, Between(0.1, 2.0)}};
  if (two) {
    params.push_back({OneOf(s, {"b", "phase", "c"}), real, Between(-1.0, 1.0)});
  }
  f.helper = s.DefineHelper(OneOf(s, {"integrand", "f", "density", "func"}), params,
                            [&](std::span<const Val> p) -> std::vector<Val> {
                              const Val value = IntegrandFormula(s, p[0], p[1]);
                              return {Known(two ? value + p[2] * p[0] : value, -1e4, 1e4)};
                            });
  s.Hide(f.helper);
  f.arguments = {ReadOnce(s, Parameter(s, real, {"alpha", "shape_k", "decay"}, {0.1, 2.0}), "ak")};
  if (two) {
    f.arguments.push_back(ReadOnce(s, Parameter(s, real, {"phase", "shift"}, {-1.0, 1.0}), "c0"));
  }
  return f;
}

Val SampleAt(Sketch& s, const Integrand& f, const Val& x) {
  std::vector<Val> args = {x};
  args.insert(args.end(), f.arguments.begin(), f.arguments.end());
  return s.CallHelper(f.helper, args);
}

struct Interval {
  Val a, b;
};

Interval DrawInterval(Sketch& s, Type real) {
  if (s.rng().Chance(0.3)) {
    const Val start = Arg(s, real, {"x_start", "t0"}, {-1.0, 0.0});
    return {start, Read(s, real, {"upper", "x_end", "limits"}, {"b", "x1"}, {0.5, 3.0})};
  }
  const Val a = Read(s, real, {"lower", "x_start", "a_vals"}, {"a", "x0"}, {-2.0, 0.0});
  return {a, Read(s, real, {"upper", "x_end", "b_vals"}, {"b", "x1"}, {0.5, 3.0})};
}

Val Panels(Sketch& s, Type real, int count) {
  // Warp types float64(k) differently for the counter of an unrolled loop (codegen.py: add_call).
  return s.rng().Chance(0.5) || real == lang::kDouble ? s.SizeArg(count, {"num_panels", "n_steps"})
                                                      : s.Int(count);
}

// The composite trapezoidal rule (weights 1 2 2 1) or Simpson's rule (1 4 2 4 1).
Val Composite(Sketch& s, const Integrand& f, const Interval& over) {
  const bool simpson = s.rng().Chance(0.65);
  const Val n = Panels(s, f.real, s.rng().Choose(std::array{8, 16, 32, 64, 100}));
  const Val h = Named(s, (over.b - over.a) / AsNumber(s, n, f.real), {"h", "dx"});
  const Val ends = SampleAt(s, f, over.a) + SampleAt(s, f, over.b);
  Val sum = s.Mutable(simpson ? ends : 0.5 * ends, {"sum", "acc", "total"});
  s.Hide(sum);
  const bool by_parity = s.rng().Chance(0.6);
  s.For({"i_pt", "k", "m"}, s.Int(1), n, 0, [&](const Val& k) {
    const Val x = Named(s, over.a + h * s.Convert(k, f.real), {"xk", "x_i"});
    if (!simpson) {
      return s.Update(sum, BinaryOp::kAdd, SampleAt(s, f, x));
    }
    if (by_parity) {
      const Val w = Named(s, s.Select(k % 2 == s.Int(1), s.Real(4.0, f.real), s.Real(2.0, f.real)),
                          {"w", "coeff"});
      return s.Update(sum, BinaryOp::kAdd, w * SampleAt(s, f, x));
    }
    s.If(
        k % 2 == s.Int(0), [&] { s.Update(sum, BinaryOp::kAdd, 2.0 * SampleAt(s, f, x)); },
        [&] { s.Update(sum, BinaryOp::kAdd, 4.0 * SampleAt(s, f, x)); });
  });
  Shown(sum);
  return simpson ? sum * h / 3.0 : sum * h;
}

// Gauss-Legendre quadrature with three or five points, without the factor of the half width.
Val GaussSum(Sketch& s, const Integrand& f, size_t rule, const Val& mid, const Val& half) {
  static constexpr std::array<std::array<double, 3>, 2> kNodes = {
      {{0.0, 0.774596669, 0.0}, {0.0, 0.538469310, 0.906179846}}};
  static constexpr std::array<std::array<double, 3>, 2> kWeights = {
      {{0.888888889, 0.555555556, 0.0}, {0.568888889, 0.478628670, 0.236926885}}};
  Val sum = s.Real(kWeights[rule][0], f.real) * SampleAt(s, f, mid);
  for (size_t k = 1; k < rule + 2; ++k) {
    const Val d = s.Let(half * s.Real(kNodes[rule][k], f.real), k == 1 ? "d1" : "d2");
    const Val low = SampleAt(s, f, mid - d);
    sum = sum + s.Real(kWeights[rule][k], f.real) * (low + SampleAt(s, f, mid + d));
  }
  return sum;
}

Val Gauss(Sketch& s, const Integrand& f, const Interval& over) {
  const Val half = Named(s, 0.5 * (over.b - over.a), {"half", "hw"});
  const Val mid = Named(s, 0.5 * (over.a + over.b), {"mid", "xc"});
  return half * GaussSum(s, f, s.rng().Below(2), mid, half);
}

Val GaussPanels(Sketch& s, const Integrand& f, const Interval& over) {
  const Val n = Panels(s, f.real, s.rng().Choose(std::array{4, 8, 16, 20}));
  const Val h = Named(s, (over.b - over.a) / AsNumber(s, n, f.real), {"h", "panel_width"});
  const Val half = Named(s, 0.5 * h, {"half", "hw"});
  const auto rule = s.rng().Below(2);
  Val sum = Accumulator(s, f.real, OneOf(s, {"sum", "acc"}));
  s.For({"k", "panel"}, Val{}, n, 0, [&](const Val& k) {
    const Val mid = Named(s, over.a + h * (s.Convert(k, f.real) + 0.5), {"mid", "xc"});
    s.Update(sum, BinaryOp::kAdd, GaussSum(s, f, rule, mid, half));
  });
  return half * Shown(sum);
}

// The trapezoidal rule with successively doubled panels, by chance with Richardson extrapolation.
Val Refined(Sketch& s, const Integrand& f, const Interval& over) {
  Val h = s.Mutable(over.b - over.a, {"h", "dx"});
  const Val ends = SampleAt(s, f, over.a) + SampleAt(s, f, over.b);
  Val estimate = s.Mutable(0.5 * h * ends, {"trap", "estimate"});
  Val last = s.Mutable(estimate, {"prev", "coarse"});
  Val panels = s.Mutable(s.Int(1), {"n_panels", "panels"}, Between(1.0, 512.0));
  for (const Val& v : {h, estimate, last, panels}) {
    s.Hide(v);
  }
  const int levels = s.rng().Choose(std::array{4, 5, 6, 8});
  const Val tolerance =
      s.rng().Chance(0.6) ? Arg(s, f.real, {"tol", "rel_tol"}, {1e-4, 1e-2}) : Val{};
  const Val bound = SizeOrLiteral(s, levels, "max_levels", 0.4);
  s.For({"level", "refine"}, Val{}, bound, 0, [&](const Val&) {
    Val middles = Accumulator(s, f.real, OneOf(s, {"mids", "new_sum"}));
    s.For("k", Val{}, panels, 0, [&](const Val& k) {
      s.Update(middles, BinaryOp::kAdd, SampleAt(s, f, over.a + h * (s.Convert(k, f.real) + 0.5)));
    });
    s.Set(last, estimate);
    s.Set(estimate, 0.5 * (estimate + h * middles));
    if (tolerance.is_valid()) {
      s.If(s.Call("abs", {estimate - last}) < tolerance, [&] { s.Break(); });
    }
    s.Set(h, 0.5 * h);
    s.Set(panels, Known(panels, 1.0, 256.0) * s.Int(2));
  });
  Shown(estimate);
  return s.rng().Chance(0.6) ? estimate + (estimate - Shown(last)) / 3.0 : estimate;
}

void DrawQuadrature(Sketch& s) {
  const Type real = Precise(s);
  const Integrand f = DefineIntegrand(s, real);
  const Interval over = DrawInterval(s, real);
  using Rule = Val (*)(Sketch&, const Integrand&, const Interval&);
  constexpr std::array<Rule, 5> kRules = {Composite, Composite, Gauss, GaussPanels, Refined};
  const Val integral = Named(s, s.rng().Choose(kRules)(s, f, over), {"integral", "result", "area"});
  if (s.rng().Chance(0.25)) {
    const Val simple = Named(s, (over.b - over.a) * SampleAt(s, f, 0.5 * (over.a + over.b)),
                             {"midpoint", "rough"});
    OutputNamed(s, s.Call("abs", {integral - simple}), {"error_est", "errors_out"});
  }
  OutputNamed(s, s.rng().Chance(0.7) ? integral : integral * s.Draw(real, 1),
              {"integrals", "areas_out", "values_out"});
}

}  // namespace

Motif QuadratureMotif() {
  return {.name = "quadrature",
          .family = Family::kFunctions,
          .weight = 1.0,
          .draw = DrawQuadrature,
          .min_dims = 1,
          .max_dims = 2,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
