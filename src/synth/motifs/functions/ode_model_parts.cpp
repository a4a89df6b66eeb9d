#include "synth/motifs/functions/ode_model_parts.h"

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

// A well-known system: its number of states, and its parameters with their ranges.
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

// The rates of change of a well-known system.
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

using OdeFormula =
    std::function<std::vector<Val>(const Val& t, const Val& y, std::span<const Val>)>;

// The helper takes its parameters as a struct or one by one.
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

OdeModel DrawKnownModel(Sketch& s, OdeModel model) {
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

// Each state is pulled back and driven by a bounded function of the next one.
OdeModel DrawCoupledModel(Sketch& s, OdeModel model) {
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

}  // namespace

OdeModel DrawOdeModel(Sketch& s) {
  OdeModel model;
  model.real = Precise(s);
  return s.rng().Chance(0.5) ? DrawKnownModel(s, model) : DrawCoupledModel(s, model);
}

Val SlopeAt(Sketch& s, const OdeModel& model, const Val& t, const Val& y) {
  std::vector<Val> args = {t, y};
  args.insert(args.end(), model.parameters.begin(), model.parameters.end());
  return s.CallHelper(model.rhs, args);
}

}  // namespace warploom::synth::motifs
