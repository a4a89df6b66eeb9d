// A root of a function of one variable: the function in a helper, and bisection, false position,
// the secant method or Newton's method.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// def f(x, a, b), and the arguments for a and b.
struct Function {
  Type real;
  lang::FuncId helper;
  std::vector<Val> arguments;
};

// Mostly increasing in x: x or a multiple or power of it, a bounded term, minus the target.
Val RootFormula(Sketch& s, size_t kind, const Val& x, const Val& a, const Val& b) {
  const auto of_x = [&](int depth) {
    s.Hide(a);
    const Val drawn = s.Draw(x.type, depth);
    s.Hide(a, false);
    return drawn;
  };
  switch (kind) {
    case 0:
      return x * x * x + b * x - a;
    case 1:
      return x - b * s.Call("sin", {x}) - a;
    case 2:
      return x + b * Exp(Known(x, -8.0, 8.0)) - a;
    case 3:
      return x - a * s.Call("cos", {b * x});
    case 4: {
      const Val bend = s.Call("tanh", {of_x(2)});
      return x + b * bend - a;
    }
    default: {
      const Val drawn = Named(s, of_x(3), {"g", "rest", "term"});
      return x * s.DrawNumber(x.type, 1.0, 4.0) + drawn * b - a;
    }
  }
}

Function DefineFunction(Sketch& s, Type real) {
  Function f;
  f.real = real;
  const auto kind = s.rng().Below(6);
  const std::array params = {
      Sketch::Param{"x", real, Between(-10.0, 10.0)},
      Sketch::Param{OneOf(s, {"a", "target", "c"}), real, Between(-2.0, 2.0)},
      Sketch::Param{OneOf(s, {"b", "k", "eps"}), real, Between(0.1, 0.9)}};
  f.helper = s.DefineHelper(OneOf(s, {"f", "residual", "equation", "func"}), params,
                            [&](std::span<const Val> p) -> std::vector<Val> {
                              return {Known(RootFormula(s, kind, p[0], p[1], p[2]), -1e4, 1e4)};
                            });
  s.Hide(f.helper);
  f.arguments = {Read(s, real, {"targets", "rhs", "a_vals"}, {"a", "target"}),
                 ReadOnce(s, Parameter(s, real, {"k", "coeff", "ecc"}, {0.1, 0.9}), "kb")};
  return f;
}

Val ValueAt(Sketch& s, const Function& f, const Val& x) {
  return s.CallHelper(f.helper, std::array{x, f.arguments[0], f.arguments[1]});
}

Val Steps(Sketch& s, std::initializer_list<int> counts) {
  const int steps = s.rng().Choose(std::span(counts.begin(), counts.size()));
  return SizeOrLiteral(s, steps, {"max_iter", "iterations"}, 0.4);
}

std::string_view Counter(Sketch& s) { return OneOf(s, {"it", "k", "i_iter"}); }

Val Tolerance(Sketch& s, Type real) {
  return s.rng().Chance(0.5) ? Arg(s, real, {"tol", "tolerance"}, {1e-5, 1e-3})
                             : s.Real(s.rng().Choose(std::array{1e-6, 1e-5, 1e-4}), real);
}

// The ends of an interval with f(lo) < 0 <= f(hi), if it contains a root.
struct Bracket {
  Val lo, hi;
};

Bracket DrawBracket(Sketch& s, Type real) {
  const bool given = s.rng().Chance(0.5);
  const Val low = given ? Parameter(s, real, {"x_lo", "x_min", "lower"}, {-4.0, -2.0})
                        : s.Real(s.rng().Choose(std::array{-4.0, -10.0, -5.0}), real);
  const Val high = given ? Parameter(s, real, {"x_hi", "x_max", "upper"}, {2.0, 4.0})
                         : s.Real(s.rng().Choose(std::array{4.0, 10.0, 5.0}), real);
  Bracket bracket;
  bracket.lo = s.Mutable(low, {"lo", "left"}, Between(-10.0, 10.0));
  bracket.hi = s.Mutable(high, {"hi", "right"}, Between(-10.0, 10.0));
  s.Hide(bracket.lo);
  s.Hide(bracket.hi);
  return bracket;
}

Val Bisection(Sketch& s, const Function& f) {
  auto [lo, hi] = DrawBracket(s, f.real);
  const bool by_product = s.rng().Chance(0.5);
  Val flo = by_product ? s.Mutable(ValueAt(s, f, lo), {"flo", "f_lo"}) : Val{};
  const Val tolerance = s.rng().Chance(0.5) ? Tolerance(s, f.real) : Val{};
  const Val steps = Steps(s, {20, 24, 32, 40, 50});
  s.For(Counter(s), Val{}, steps, 0, [&](const Val&) {
    const Val mid = Named(s, 0.5 * (lo + hi), {"mid", "xm"});
    const Val fm = Named(s, ValueAt(s, f, mid), {"fm", "f_mid"});
    s.If(
        by_product ? fm * flo > 0.0 : fm < 0.0,
        [&] {
          s.Set(lo, mid);
          if (by_product) {
            s.Set(flo, fm);
          }
        },
        [&] { s.Set(hi, mid); });
    if (tolerance.is_valid()) {
      s.If(hi - lo < tolerance, [&] { s.Break(); });
    }
  });
  return 0.5 * (lo + hi);
}

// The root of the secant replaces one end; the Illinois variant halves the value at the other.
Val FalsePosition(Sketch& s, const Function& f) {
  auto [lo, hi] = DrawBracket(s, f.real);
  Val flo = s.Mutable(ValueAt(s, f, lo), {"flo", "f_lo"});
  Val fhi = s.Mutable(ValueAt(s, f, hi), {"fhi", "f_hi"});
  Val x = s.Mutable(lo, {"x", "root"}, Between(-10.0, 10.0));
  s.Hide(x);
  const bool illinois = s.rng().Chance(0.5);
  const Val tolerance = Tolerance(s, f.real);
  const Val steps = Steps(s, {8, 10, 16, 20});
  s.For(Counter(s), Val{}, steps, 0, [&](const Val&) {
    const Val span = Named(s, fhi - flo, {"df", "span"});
    s.If(s.Call("abs", {span}) < tolerance, [&] { s.Break(); });
    s.Set(x, (lo * fhi - hi * flo) / Known(span, 1e-6, 1e4));
    const Val fx = s.Let(ValueAt(s, f, x), "fx");
    s.If(
        fx * flo > 0.0,
        [&] {
          s.Set(lo, x);
          s.Set(flo, fx);
          if (illinois) {
            s.Update(fhi, BinaryOp::kMul, s.Real(0.5, f.real));
          }
        },
        [&] {
          s.Set(hi, x);
          s.Set(fhi, fx);
          if (illinois) {
            s.Update(flo, BinaryOp::kMul, s.Real(0.5, f.real));
          }
        });
  });
  return Shown(x);
}

Val Secant(Sketch& s, const Function& f) {
  const Val guess =
      s.rng().Chance(0.5)
          ? f.arguments[0]
          : ReadOnce(s, Parameter(s, f.real, {"guess", "x_init"}, {-1.0, 1.0}), "start");
  Val x0 = s.Mutable(guess, {"x0", "xa"});
  const Val second = guess + s.DrawNumber(f.real, 0.05, 0.5);
  Val x1 = s.Mutable(second, {"x1", "xb"});
  s.Hide(x0);
  s.Hide(x1);
  Val f0 = s.Mutable(ValueAt(s, f, x0), {"f0", "fa"});
  s.Hide(f0);
  const Val tolerance = Tolerance(s, f.real);
  const Val steps = Steps(s, {6, 8, 10, 16});
  s.For(Counter(s), Val{}, steps, 0, [&](const Val&) {
    const Val f1 = Named(s, ValueAt(s, f, x1), {"f1", "fb"});
    const Val df = Named(s, f1 - f0, {"df", "slope_num"});
    s.If(s.Call("abs", {df}) < tolerance, [&] { s.Break(); });
    const Val next = Named(s, x1 - f1 * (x1 - x0) / Known(df, 1e-6, 1e4), {"x2", "x_next"});
    s.Set(x0, x1);
    s.Set(f0, f1);
    s.Set(x1, s.Call("clamp", {next, s.Real(-10.0, f.real), s.Real(10.0, f.real)}));
  });
  return Shown(x1);
}

// Newton's method with a difference quotient, safeguarded by a bracket or with bounded steps.
Val Newton(Sketch& s, const Function& f) {
  const bool guarded = s.rng().Chance(0.5);
  const Bracket bracket = guarded ? DrawBracket(s, f.real) : Bracket{};
  Val lo = bracket.lo;
  Val hi = bracket.hi;
  Val x = s.Mutable(guarded ? 0.5 * (lo + hi) : f.arguments[0], {"x", "root", "xn"},
                    Between(-10.0, 10.0));
  s.Hide(x);
  const double h = s.rng().Choose(std::array{1e-3, 1e-2});
  const Val tolerance = Tolerance(s, f.real);
  const bool central = s.rng().Chance(0.5);
  const Val steps = Steps(s, {5, 8, 10, 12, 20});
  s.For(Counter(s), Val{}, steps, 0, [&](const Val&) {
    const Val fx = s.Let(ValueAt(s, f, x), "fx");
    s.If(s.Call("abs", {fx}) < tolerance, [&] { s.Break(); });
    const Val ahead = ValueAt(s, f, x + h);
    const Val slope =
        Named(s, central ? (ahead - ValueAt(s, f, x - h)) / (2.0 * h) : (ahead - fx) / h,
              {"slope", "dfdx"});
    if (!guarded) {
      s.If(s.Call("abs", {slope}) < s.Real(1e-6, f.real), [&] { s.Break(); });
      const Val step = Named(s, fx / Known(slope, 1e-6, 1e4), {"step", "dx"});
      return s.Update(x, BinaryOp::kSub,
                      s.Call("clamp", {step, s.Real(-1.0, f.real), s.Real(1.0, f.real)}));
    }
    s.If(fx < 0.0, [&] { s.Set(lo, x); }, [&] { s.Set(hi, x); });
    const Val safe = s.Call("max", {s.Call("abs", {slope}), s.Real(1e-4, f.real)});
    const Val trial = Named(s, x - fx / safe, {"trial", "x_newton"});
    s.Set(x, s.Select(trial > lo && trial < hi, trial, 0.5 * (lo + hi)));
  });
  return Shown(x);
}

void DrawRootFinding(Sketch& s) {
  const Type real = Precise(s);
  const Function f = DefineFunction(s, real);
  using Method = Val (*)(Sketch&, const Function&);
  constexpr std::array<Method, 4> kMethods = {Bisection, FalsePosition, Secant, Newton};
  const Val root = Named(s, s.rng().Choose(kMethods)(s, f), {"root_x", "solution", "x_star"});
  OutputNamed(s, root, {"roots", "x_out", "solutions"});
  if (s.rng().Chance(0.35)) {
    const Val rest = s.Call("abs", {ValueAt(s, f, root)});
    OutputNamed(s, s.rng().Chance(0.6) ? rest : rest * s.Draw(real, 1),
                {"residuals_out", "errors_out"});
  }
}

}  // namespace

Motif RootFindingMotif() {
  return {.name = "root-finding",
          .family = Family::kFunctions,
          .weight = 1.0,
          .draw = DrawRootFinding,
          .min_dims = 1,
          .max_dims = 2,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
