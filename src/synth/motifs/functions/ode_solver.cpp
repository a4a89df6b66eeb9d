// A system of ordinary differential equations solved by each thread: the right-hand side in a
// helper, Runge-Kutta steps in a loop, and the final state or the whole trajectory stored.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/ode_model_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// What one explicit Runge-Kutta step (Euler, midpoint, Heun, Kutta, RK4) adds to y.
Val Increment(Sketch& s, const OdeModel& model, size_t method, const Val& t, const Val& y,
              const Val& h) {
  const Val k1 = s.Let(SlopeAt(s, model, t, y), "k1");
  const auto at = [&](double share, const Val& k) {
    return SlopeAt(s, model, t + share * h, y + k * (share * h));
  };
  switch (method) {
    case 0:
      return k1 * h;
    case 1:
      return at(0.5, k1) * h;
    case 2: {
      const Val k2 = s.Let(SlopeAt(s, model, t + h, y + k1 * h), "k2");
      return (k1 + k2) * (0.5 * h);
    }
    case 3: {
      const Val k2 = s.Let(at(0.5, k1), "k2");
      const Val k3 = s.Let(SlopeAt(s, model, t + h, y + (2.0 * k2 - k1) * h), "k3");
      return (k1 + 4.0 * k2 + k3) * (h / 6.0);
    }
    default: {
      const Val k2 = s.Let(at(0.5, k1), "k2");
      const Val k3 = s.Let(at(0.5, k2), "k3");
      const Val k4 = s.Let(SlopeAt(s, model, t + h, y + k3 * h), "k4");
      return (k1 + 2.0 * k2 + 2.0 * k3 + k4) * (h / 6.0);
    }
  }
}

// Heun's method with an embedded Euler step: their difference sets the next step size.
void Adaptive(Sketch& s, const OdeModel& model, Val& t, Val& y) {
  const Type real = model.real;
  const Val end = Arg(s, real, {"t_end", "duration"}, {0.2, 1.0});
  const Val tolerance = ReadOnce(s, Coefficient(s, real, {"tol", "atol"}, {0.001, 0.05}), "tol_i");
  const Val first =
      s.rng().Chance(0.5) ? Arg(s, real, {"h0", "dt0"}, {0.01, 0.05}) : s.Real(0.01, real);
  Val h = s.Mutable(first, {"h", "dt"}, Between(1e-4, 0.2));
  const int most = s.rng().Choose(std::array{50, 64, 100, 200});
  const Val bound = SizeOrLiteral(s, most, "max_steps", 0.5);
  s.For({"step", "it"}, Val{}, bound, 0, [&](const Val&) {
    s.If(t >= end, [&] { s.Break(); });
    s.Set(h, s.Call("min", {h, end - t}));
    const Val k1 = s.Let(SlopeAt(s, model, t, y), "k1");
    const Val low = Named(s, y + k1 * h, {"y_low", "euler"});
    const Val k2 = s.Let(SlopeAt(s, model, t + h, low), "k2");
    const Val high = Named(s, y + (k1 + k2) * (0.5 * h), {"y_high", "heun"});
    const Val err = Named(s, s.Call("length", {high - low}), {"err", "local_err"});
    s.If(err < tolerance, [&] {
      s.Update(t, BinaryOp::kAdd, h);
      s.Set(y, high);
    });
    const Val ratio = tolerance / s.Call("max", {err, s.Real(1e-6, real)});
    const Val grow = Named(s,
                           s.Call("clamp", {0.9 * s.Call("sqrt", {Known(ratio, 0.0, 1e6)}),
                                            s.Real(0.3, real), s.Real(2.0, real)}),
                           {"grow", "factor"});
    s.Set(h, s.Call("clamp", {h * grow, s.Real(1e-4, real), s.Real(0.2, real)}));
  });
}

void Fixed(Sketch& s, const OdeModel& model, Val& t, Val& y) {
  const Type real = model.real;
  const Val h = TimeStep(s, real);
  const auto method = s.rng().Pick(std::array{0.5, 1.0, 1.0, 0.7, 2.5});
  const int steps = s.rng().Choose(std::array{4, 8, 10, 20, 32, 50});
  // Warp types float64(k) differently for the counter of an unrolled loop (codegen.py: add_call).
  const bool asked = s.rng().Chance(0.5) || real == lang::kDouble;
  const Val bound = asked ? s.SizeArg(steps, {"num_steps", "substeps"}) : s.Int(steps);
  const int path = s.rng().Chance(0.3) ? OutputArray(s, model.vec, {s.thread_count(), steps},
                                                     OneOf(s, {"trajectory", "path"}))
                                       : -1;
  const bool grows = s.rng().Chance(0.7);
  const bool augments = s.rng().Chance(0.5);
  const Val own = path >= 0 ? s.FlatThread() : Val{};
  s.For({"k", "step", "it"}, Val{}, bound, 0, [&](const Val& k) {
    const Val now = grows ? t : s.Let(s.Convert(k, real) * h, "t");
    const Val step = Increment(s, model, method, now, y, h);
    if (augments) {
      s.Update(y, BinaryOp::kAdd, step);
    } else {
      s.Set(y, y + step);
    }
    if (grows) {
      s.Update(t, BinaryOp::kAdd, h);
    }
    if (path >= 0) {
      s.StoreAt(path, std::array{own, k}, y);
    }
  });
}

void DrawOdeSolver(Sketch& s) {
  const OdeModel model = DrawOdeModel(s);
  const int start = InputNamed(s, model.vec, {"y0", "initial", "states", "x0"}, {0.1, 1.0});
  Val y = s.Mutable(s.ThreadElement(start), {"y", "x", "state"}, Between(-10.0, 10.0));
  Val t = s.Mutable(s.Real(0.0, model.real), {"t", "time_now"}, Between(0.0, 100.0));
  s.Hide(t);
  const bool adaptive = s.rng().Chance(0.25);
  adaptive ? Adaptive(s, model, t, y) : Fixed(s, model, t, y);
  if (s.rng().Chance(0.25)) {
    const Val energy = s.Call("dot", {y, y}) * 0.5;
    OutputNamed(s, s.rng().Chance(0.5) ? energy : energy + s.Draw(model.real, 1),
                {"energy_out", "invariant", "lyapunov"});
  }
  OutputNamed(s, y, {"y_out", "final_states", "states_out"});
  if (adaptive && s.rng().Chance(0.4)) {
    OutputNamed(s, Shown(t), {"t_reached", "times_out"});
  }
}

}  // namespace

Motif OdeSolverMotif() {
  return {.name = "ode-solver",
          .family = Family::kFunctions,
          .weight = 1.0,
          .draw = DrawOdeSolver,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
