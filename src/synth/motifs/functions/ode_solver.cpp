// A system of differential equations for each thread: its right-hand side in a helper, steps of a
// method in a loop, one state or the whole way to it.
#include <array>
#include <string>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// A known system: how many states, what its parameters are called and range over.
struct System {
  std::string_view name;
  int states;
  std::array<Sketch::FieldSpec, 3> parameters;
};

std::array<System, 7> Systems(Type real) {
  return {{
      {"lorenz",
       3,
       {{{"sigma", real, 5.0, 12.0}, {"rho", real, 10.0, 28.0}, {"beta", real, 1.0, 3.0}}}},
      {"van_der_pol",
       2,
       {{{"mu", real, 0.2, 2.0}, {"force", real, 0.0, 1.0}, {"omega", real, 0.5, 2.0}}}},
      {"lotka_volterra",
       2,
       {{{"alpha", real, 0.3, 1.2}, {"beta", real, 0.1, 0.8}, {"gamma", real, 0.2, 1.0}}}},
      {"pendulum",
       2,
       {{{"g_over_l", real, 1.0, 10.0}, {"damping", real, 0.05, 0.5}, {"drive", real, 0.0, 1.0}}}},
      {"fitzhugh_nagumo",
       2,
       {{{"a", real, 0.5, 0.9}, {"b", real, 0.6, 0.9}, {"tau", real, 5.0, 15.0}}}},
      {"sir", 3, {{{"beta", real, 0.2, 0.8}, {"gamma", real, 0.05, 0.3}, {"mu", real, 0.0, 0.05}}}},
      {"roessler", 3, {{{"a", real, 0.1, 0.3}, {"b", real, 0.1, 0.3}, {"c", real, 3.0, 6.0}}}},
  }};
}

// The rates of change of a known system.
std::vector<Val> Rates(Sketch& s, std::string_view name, const Val& t, const Val& y,
                       std::span<const Val> p) {
  const Val a = y[0];
  const Val b = y[1];
  if (name == "lorenz") {
    return {p[0] * (b - a), a * (p[1] - y[2]) - b, a * b - p[2] * y[2]};
  }
  if (name == "van_der_pol") {
    const Val wave = p[1] * s.Call("cos", {p[2] * t});
    return {b, p[0] * (1.0 - a * a) * b - a + wave};
  }
  if (name == "lotka_volterra") {
    const Val met = Named(s, p[1] * a * b, {"eaten", "met"});
    return {p[0] * a - met, met - p[2] * b};
  }
  if (name == "pendulum") {
    return {b, -p[0] * s.Call("sin", {a}) - p[1] * b + p[2] * s.Call("cos", {t})};
  }
  if (name == "fitzhugh_nagumo") {
    return {a - a * a * a / 3.0 - b, (a + p[0] - p[1] * b) / p[2]};
  }
  if (name == "sir") {
    const Val infected = Named(s, p[0] * a * b, {"new_infections", "infect"});
    return {p[2] - infected - p[2] * a, infected - (p[1] + p[2]) * b, p[1] * b - p[2] * y[2]};
  }
  return {-b - y[2], a + p[0] * b, p[1] + y[2] * (a - p[2])};
}

// A system as the kernel has it: def rhs(t, y, parameters...).
struct OdeModel {
  Type real, vec;
  lang::FuncId rhs;
  std::vector<Val> parameters;  // What the kernel passes.
};

using OdeFormula =
    std::function<std::vector<Val>(const Val& t, const Val& y, std::span<const Val>)>;

// The parameters go in as a struct or one by one.
void DefineRhs(Sketch& s, OdeModel& model, std::string_view name,
               std::span<const Sketch::FieldSpec> specs, const OdeFormula& formula) {
  const bool packed = s.rng().Chance(0.5);
  std::vector<Sketch::Param> params = {
      {"t", model.real, Between(0.0, 100.0)},
      {OneOf(s, {"y", "x", "state"}), model.vec, Between(-10.0, 10.0)}};
  if (packed) {
    const Type record = s.NewRecord(OneOf(s, {"OdeParams", "Params", "SystemParams"}), specs);
    params.push_back({"p", record, {}});
    model.parameters = {s.NewRecordArg(record, OneOf(s, {"params", "p", "sys"}))};
  } else {
    for (const Sketch::FieldSpec& spec : specs) {
      params.push_back({spec.name, model.real, Between(spec.low, spec.high)});
      const Val given = Parameter(s, model.real, {spec.name}, {spec.low, spec.high});
      model.parameters.push_back(ReadOnce(s, given, std::string(spec.name) + "_i"));
    }
  }
  model.rhs = s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
    std::vector<Val> values(p.begin() + 2, p.end());
    if (packed) {
      values.clear();
      for (const Sketch::FieldSpec& spec : specs) {
        values.push_back(s.Field(p[2], spec.name));
      }
    }
    std::vector<Val> rates = formula(p[0], p[1], values);
    if (s.rng().Chance(0.5)) {
      static constexpr std::array<std::string_view, 4> kNames = {"d0", "d1", "d2", "d3"};
      for (size_t k = 0; k < rates.size(); ++k) {
        rates[k] = s.Let(rates[k], kNames[k]);
      }
    }
    return {Known(s.Make(model.vec, rates), -100.0, 100.0)};
  });
  s.Hide(model.rhs);
}

OdeModel DrawModel(Sketch& s) {
  OdeModel model;
  model.real = Precise(s);
  if (s.rng().Chance(0.5)) {
    const std::array systems = Systems(model.real);
    const System& system = s.rng().Choose(systems);
    model.vec = lang::VecType(system.states, model.real.scalar);
    const std::string_view name =
        s.rng().Chance(0.6) ? system.name : OneOf(s, {"rhs", "f", "derivative"});
    DefineRhs(s, model, name, system.parameters,
              [&](const Val& t, const Val& y, std::span<const Val> p) {
                return Rates(s, system.name, t, y, p);
              });
    return model;
  }
  const int states = s.rng().Choose(std::array{2, 2, 3, 4});
  model.vec = lang::VecType(states, model.real.scalar);
  const std::array specs = {
      Sketch::FieldSpec{OneOf(s, {"decay", "k", "rate"}), model.real, 0.1, 2.0},
      Sketch::FieldSpec{OneOf(s, {"gain", "coupling", "eps"}), model.real, 0.1, 1.0}};
  DefineRhs(
      s, model, OneOf(s, {"rhs", "f", "derivative", "dynamics"}), specs,
      [&](const Val& t, const Val& y, std::span<const Val> p) {
        std::vector<Val> rates;
        for (int k = 0; k < states; ++k) {
          // Each state is pulled back and driven by a bounded wave of the others.
          const Val other = y[(k + 1) % states];
          const Val drawn = s.Draw(model.real, 1);
          const Val wave = s.Call(OneOf(s, {"sin", "cos", "tanh"}),
                                  {k == 0 ? other * drawn + t : other + drawn});
          rates.push_back(k % 2 == 0 ? p[1] * wave - p[0] * y[k] : p[1] * (other - y[k]) + wave);
        }
        return rates;
      });
  return model;
}

Val Slope(Sketch& s, const OdeModel& model, const Val& t, const Val& y) {
  std::vector<Val> args = {t, y};
  args.insert(args.end(), model.parameters.begin(), model.parameters.end());
  return s.CallHelper(model.rhs, args);
}

// What one step adds to y.
Val Increment(Sketch& s, const OdeModel& model, size_t method, const Val& t, const Val& y,
              const Val& h) {
  const Val k1 = s.Let(Slope(s, model, t, y), "k1");
  const auto at = [&](double share, const Val& k) {
    return Slope(s, model, t + share * h, y + k * (share * h));
  };
  switch (method) {
    case 0:
      return k1 * h;
    case 1:
      return at(0.5, k1) * h;
    case 2: {
      const Val k2 = s.Let(Slope(s, model, t + h, y + k1 * h), "k2");
      return (k1 + k2) * (0.5 * h);
    }
    case 3: {
      const Val k2 = s.Let(at(0.5, k1), "k2");
      const Val k3 = s.Let(Slope(s, model, t + h, y + (2.0 * k2 - k1) * h), "k3");
      return (k1 + 4.0 * k2 + k3) * (h / 6.0);
    }
    default: {
      const Val k2 = s.Let(at(0.5, k1), "k2");
      const Val k3 = s.Let(at(0.5, k2), "k3");
      const Val k4 = s.Let(Slope(s, model, t + h, y + k3 * h), "k4");
      return (k1 + 2.0 * k2 + 2.0 * k3 + k4) * (h / 6.0);
    }
  }
}

// Heun's step with Euler's inside: their difference sets the next step's length.
void Adaptive(Sketch& s, const OdeModel& model, Val& t, Val& y) {
  const Type real = model.real;
  const Val end = Arg(s, real, {"t_end", "duration"}, {0.2, 1.0});
  const Val tolerance = ReadOnce(s, Coefficient(s, real, {"tol", "atol"}, {0.001, 0.05}), "tol_i");
  const Val first =
      s.rng().Chance(0.5) ? Arg(s, real, {"h0", "dt0"}, {0.01, 0.05}) : s.Real(0.01, real);
  Val h = s.Mutable(first, {"h", "dt"}, Between(1e-4, 0.2));
  const int most = s.rng().Choose(std::array{50, 64, 100, 200});
  const Val bound = s.rng().Chance(0.5) ? s.SizeArg(most, "max_steps") : s.Int(most);
  s.For({"step", "it"}, Val{}, bound, 0, [&](const Val&) {
    s.If(t >= end, [&] { s.Break(); });
    s.Set(h, s.Call("min", {h, end - t}));
    const Val k1 = s.Let(Slope(s, model, t, y), "k1");
    const Val low = Named(s, y + k1 * h, {"y_low", "euler"});
    const Val k2 = s.Let(Slope(s, model, t + h, low), "k2");
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
  // Warp's float64(k) makes another type of an unrolled counter (codegen.py: add_call).
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
  const OdeModel model = DrawModel(s);
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
