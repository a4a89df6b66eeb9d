// A nonlinear least-squares fit for each thread: residuals and derivatives of a model, the normal
// equations, and damped steps that are kept if they reduce the cost.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// The data of each thread, and which model is fitted to it.
struct Fit {
  Type real, vec, mat;
  size_t kind;
  int xs, ys, weights, samples;
  Val own, bound;

  Val X(const Val& k) const { return own.sketch->At(xs, {own, k}); }
  Val Y(const Val& k) const { return own.sketch->At(ys, {own, k}); }
};

// A model's value and its derivatives with respect to the parameters.
struct Linear {
  Val value, gradient;
};

// A model with three parameters p: exponential decay, Gaussian, sine wave, parabola or saturation.
Linear ModelAt(Sketch& s, const Fit& fit, const Val& x, const Val& p) {
  const Val one = s.Real(1.0, fit.real);
  switch (fit.kind) {
    case 0: {
      const Val e = Named(s, Exp(Known(-s.Call("abs", {p[1]}) * x, -20.0, 0.0)), {"e", "decay"});
      return {p[0] * e + p[2], s.Make(fit.vec, {e, -p[0] * x * e, one})};
    }
    case 1: {
      const Val u = Named(s, x - p[1], {"u", "dx"});
      const Val width =
          Named(s, s.Call("max", {s.Call("abs", {p[2]}), s.Real(0.1, fit.real)}), {"w", "sigma"});
      const Val g =
          Named(s, Exp(Known(-0.5 * u * u / Known(width * width, 0.01, 100.0), -40.0, 0.0)),
                {"g", "bell"});
      const Val w2 = Known(width * width, 0.01, 100.0);
      const Val slope = Named(s, p[0] * g * u / w2, {"slope", "by_mu"});
      return {p[0] * g, s.Make(fit.vec, {g, slope, slope * u / Known(width, 0.1, 10.0)})};
    }
    case 2: {
      const Val angle = Named(s, p[1] * x + p[2], {"angle", "phi"});
      const Val c = Named(s, p[0] * s.Call("cos", {angle}), {"ac", "by_phase"});
      const Val sn = Named(s, s.Call("sin", {angle}), {"sn", "wave"});
      return {p[0] * sn, s.Make(fit.vec, {sn, c * x, c})};
    }
    case 3:
      return {p[0] * x * x + p[1] * x + p[2], s.Make(fit.vec, {x * x, x, one})};
    default: {
      const Val bottom = Named(s, s.Call("abs", {p[1]}) + x + 0.1, {"den", "bottom"});
      const Val safe = Known(bottom, 0.1, 100.0);
      const Val share = Named(s, x / safe, {"share", "q"});
      return {p[0] * share + p[2], s.Make(fit.vec, {share, -p[0] * share / safe, one})};
    }
  }
}

// The weight of a residual under a Huber or Cauchy loss.
Val RobustWeight(Sketch& s, const Fit& fit, const Val& r, size_t how, const Val& scale) {
  const Val size = s.Call("abs", {r});
  if (how == 0) {
    return s.Select(size < scale, s.Real(1.0, fit.real),
                    scale / Known(s.Call("max", {size, s.Real(1e-6, fit.real)}), 1e-6, 1e6));
  }
  const Val q = Named(s, r / scale, {"q", "rs"});
  return 1.0 / Known(1.0 + q * q, 1.0, 1e12);
}

// The sum of squared residuals for trial parameters.
Val Cost(Sketch& s, const Fit& fit, const Val& p) {
  Val sum = Accumulator(s, fit.real, OneOf(s, {"trial_cost", "cost_new"}));
  s.For(s.StyleChoice("sample is k", 0.5) ? Free(s, {"k", "n"}) : "m", Val{}, fit.bound, 0,
        [&](const Val& k) {
          const Val x = s.Let(fit.X(k), "x");
          const Val r = Named(s, ModelAt(s, fit, x, p).value - fit.Y(k), {"r", "res"});
          s.Update(sum, BinaryOp::kAdd,
                   fit.weights >= 0 ? s.At(fit.weights, {fit.own, k}) * r * r : r * r);
        });
  return sum;
}

// J^T J, J^T r and the sum of squared residuals over all samples.
struct NormalEquations {
  Val matrix, rhs, cost;
};

NormalEquations Accumulate(Sketch& s, const Fit& fit, const Val& p, size_t robust,
                           const Val& scale) {
  NormalEquations sums;
  sums.matrix = s.Mutable(s.Make(fit.mat, {}), {"JtJ", "H", "A"});
  sums.rhs = s.Mutable(s.Make(fit.vec, {}), {"Jtr", "grad", "g_vec"});
  sums.cost = s.Mutable(s.Real(0.0, fit.real), {"cost", "sse"});
  for (const Val& v : {sums.matrix, sums.rhs, sums.cost}) {
    s.Hide(v);
  }
  s.For(s.StyleChoice("sample is k", 0.5) ? Free(s, {"k", "n"}) : "m", Val{}, fit.bound, 0,
        [&](const Val& k) {
          const Val x = s.Let(fit.X(k), "x");
          const Linear at = ModelAt(s, fit, x, p);
          const Val r = Named(s, at.value - fit.Y(k), {"r", "res"});
          const Val j = Named(s, at.gradient, {"J", "jac"});
          Val weight;
          if (fit.weights >= 0) {
            weight = Named(s, s.At(fit.weights, {fit.own, k}), {"wk", "conf"});
          } else if (scale.is_valid()) {
            weight = Named(s, RobustWeight(s, fit, r, robust, scale), {"wk", "rw"});
          }
          const Val scaled = weight.is_valid() ? Named(s, j * weight, {"Jw", "wj"}) : j;
          s.Update(sums.matrix, BinaryOp::kAdd, s.Call("outer", {scaled, j}));
          s.Update(sums.rhs, BinaryOp::kAdd, scaled * r);
          s.Update(sums.cost, BinaryOp::kAdd, weight.is_valid() ? weight * r * r : r * r);
        });
  return sums;
}

// The solution of the normal equations, damped by Levenberg or Marquardt.
Val SolvedStep(Sketch& s, const Fit& fit, const NormalEquations& sums, const Val& damping) {
  const bool marquardt = s.rng().Chance(0.4);
  Val added = damping * Identity(s, fit.mat);
  if (marquardt) {
    added = s.Call("diag", {s.Call("get_diag", {sums.matrix}) * damping}) +
            s.Real(1e-4, fit.real) * Identity(s, fit.mat);
  }
  const Val system = Named(s, sums.matrix + added, {"M", "lhs", "damped"});
  return Named(s, s.Call("inverse", {system}) * sums.rhs, {"delta", "dp", "step_p"});
}

Fit DrawFit(Sketch& s) {
  Fit fit;
  fit.real = Precise(s);
  fit.vec = lang::VecType(3, fit.real.scalar);
  fit.mat = lang::MatType(3, 3, fit.real.scalar);
  fit.kind = s.rng().Below(5);
  fit.samples = s.rng().Choose(std::array{8, 16, 20, 32});
  fit.own = s.FlatThread();
  const std::vector<int> shape = {s.thread_count(), fit.samples};
  fit.xs = Input(s, fit.real, shape, OneOf(s, {"xs", "times", "x_data"}), 0.0, 4.0);
  fit.ys = Input(s, fit.real, shape, OneOf(s, {"ys", "measured", "y_data"}), -1.0, 2.0);
  fit.weights = s.rng().Chance(0.3)
                    ? Input(s, fit.real, shape, OneOf(s, {"conf_w", "inv_var"}), 0.1, 1.0)
                    : -1;
  fit.bound = Extent(s, fit.xs, 1, OneOf(s, {"num_samples", "n_obs"}));
  return fit;
}

// Gauss-Newton or Levenberg-Marquardt: what changes from step to step, and what the kernel is
// given.
struct Solver {
  Val p, lambda, last;  // The parameters, the damping, the cost that is reported.
  size_t robust;
  Val scale, prior;
  bool adapts;
};

Solver DrawSolver(Sketch& s, const Fit& fit) {
  Solver solver;
  solver.p = s.Mutable(
      s.ThreadElement(InputNamed(s, fit.vec, {"params0", "initial", "guess"}, {0.3, 1.5})),
      {"p", "theta_p"}, Between(-100.0, 100.0));
  s.Hide(solver.p);
  solver.robust = s.rng().Below(4);
  if (solver.robust < 2 && fit.weights < 0) {
    const Val scale = Coefficient(s, fit.real, {"huber_delta", "robust_c"}, {0.2, 1.0});
    solver.scale = ReadOnce(s, scale, "rc");
  }
  if (s.rng().Chance(0.3)) {
    solver.prior = Named(s, s.Draw(fit.real, 2), {"pull", "prior"});
  }
  // Robust weights change with the residuals, so costs under different weights do not compare.
  solver.adapts = !solver.scale.is_valid() && s.rng().Chance(0.65);
  const Val first = Coefficient(s, fit.real, {"lam", "damping0"}, {0.01, 0.5});
  solver.lambda = solver.adapts ? s.Mutable(first, {"mu", "lm"}, Between(1e-6, 1e6)) : first;
  if (solver.adapts) {
    s.Hide(solver.lambda);
  }
  return solver;
}

// Takes the step and relaxes the damping if the cost falls; increases the damping otherwise.
void TryStep(Sketch& s, const Fit& fit, Solver& solver, const Val& old_cost, const Val& step) {
  const Val trial = Named(s, solver.p - step, {"p_try", "trial"});
  const Val cost = Cost(s, fit, trial);
  Val& lambda = solver.lambda;
  s.If(
      cost < old_cost,
      [&] {
        s.Set(solver.p, trial);
        s.Set(solver.last, cost);
        s.Set(lambda, s.Call("max", {lambda * s.Real(0.3, fit.real), s.Real(1e-6, fit.real)}));
      },
      [&] {
        s.Set(lambda, s.Call("min", {lambda * s.Real(4.0, fit.real), s.Real(1e6, fit.real)}));
      });
}

void DrawCurveFit(Sketch& s) {
  const Fit fit = DrawFit(s);
  Solver solver = DrawSolver(s, fit);
  const int steps = s.rng().Choose(std::array{3, 5, 8, 10});
  const Val bound = SizeOrLiteral(s, steps, {"iterations", "max_iter"}, 0.5);
  solver.last = s.Mutable(s.Real(0.0, fit.real), {"final_cost", "best_cost"});
  s.Hide(solver.last);
  Val& p = solver.p;
  s.For({"it", "iteration"}, Val{}, bound, 0, [&](const Val&) {
    const NormalEquations sums = Accumulate(s, fit, p, solver.robust, solver.scale);
    if (solver.prior.is_valid()) {
      s.SetPart(sums.rhs[2], sums.rhs[2] + 0.1 * (p[2] - solver.prior));
    }
    const Val step = SolvedStep(s, fit, sums, solver.lambda);
    if (solver.adapts) {
      return TryStep(s, fit, solver, sums.cost, step);
    }
    s.Set(p, p - step);
    s.Set(solver.last, sums.cost);
    s.If(s.Call("length", {step}) < s.Real(1e-4, fit.real), [&] { s.Break(); });
  });
  OutputNamed(s, p, {"params_out", "fitted", "theta_out"});
  if (s.rng().Chance(0.5)) {
    OutputNamed(s, Shown(solver.last), {"fit_cost", "residual_out"});
  }
}

}  // namespace

Motif CurveFitMotif() {
  return {.name = "curve-fit",
          .family = Family::kMatrix,
          .weight = 1.0,
          .draw = DrawCurveFit,
          .min_dims = 1,
          .max_dims = 1,
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
