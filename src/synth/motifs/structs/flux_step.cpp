// A finite volume step of shallow water or a gas along each axis: states in structs, fluxes and a
// Riemann solver in helpers, the balance over the cell's faces.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/grid.h"
#include "synth/kit/records.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

struct FluxModel {
  Type real, record;
  int axes = 1;
  bool gas = false;  // A gas with density and stiffness instead of water with depth and gravity.
  Val factor;        // Gravity, or the stiffness of the gas, as an argument.
  std::vector<std::string_view>
      fields;                        // Conserved quantities: mass, then momentum along each axis.
  std::array<lang::FuncId, 3> flux;  // One for each axis.
  lang::FuncId speed, riemann;
};

FluxModel DrawFluxModel(Sketch& s) {
  FluxModel m;
  m.real = Precise(s);
  m.axes = s.ndim();
  m.gas = s.rng().Chance(0.3);
  if (m.gas) {
    m.fields = {"rho", "mx", "my"};
  } else {
    m.fields = {"h", "hu", "hv"};
  }
  m.fields.resize(static_cast<size_t>(m.axes) + 1);
  Fields specs;
  for (const std::string_view field : m.fields) {
    const bool mass = specs.empty();
    specs.push_back({field, m.real, mass ? 0.5 : -0.5, mass ? 2.0 : 0.5});
  }
  m.record = s.NewRecord(
      m.gas ? OneOf(s, {"GasState", "Conserved"}) : OneOf(s, {"Cell", "WaterState", "State"}),
      specs);
  m.factor = m.gas ? Arg(s, m.real, {"c0", "stiffness", "kappa"}, {0.5, 4.0})
                   : Arg(s, m.real, {"g", "gravity"}, {1.0, 9.81});
  return m;
}

Val Mass(Sketch& s, const Val& q) { return Known(s.Field(q, 0), 1e-3, 10.0); }

// A record of these fields, by its constructor or field by field.
Val FluxRecord(Sketch& s, const FluxModel& m, std::span<const Val> parts, Words names) {
  if (s.StyleChoice("structs by constructor", 0.5)) {
    return s.Make(m.record, parts);
  }
  const Val f = MutableNamed(s, s.Make(m.record, {}), names);
  for (size_t field = 0; field < parts.size(); ++field) {
    s.SetPart(s.Field(f, static_cast<int>(field)), parts[field]);
  }
  return f;
}

// def flux_x(q, g): the flux of a state along an axis.
lang::FuncId DefineFlux(Sketch& s, const FluxModel& m, int axis) {
  static constexpr std::array<std::string_view, 2> kNames = {"flux_x", "flux_y"};
  static constexpr std::array<std::string_view, 2> kSpeeds = {"u", "v"};
  const auto k = static_cast<size_t>(axis);
  const std::array params = {Sketch::Param{"q", m.record, {}},
                             Sketch::Param{m.gas ? "c0" : "g", m.real, Between(0.5, 10.0)}};
  return s.DefineHelper(m.axes == 1 ? OneOf(s, {"flux", "physical_flux"}) : kNames[k], params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val mass = Mass(s, p[0]);
                          const Val speed = s.Let(s.Field(p[0], axis + 1) / mass, kSpeeds[k]);
                          const Val pressure = m.gas ? p[1] * mass : 0.5 * p[1] * mass * mass;
                          std::vector<Val> parts = {s.Field(p[0], axis + 1)};
                          for (int other = 0; other < m.axes; ++other) {
                            const Val carried = s.Field(p[0], other + 1) * speed;
                            parts.push_back(other == axis ? carried + pressure : carried);
                          }
                          return {FluxRecord(s, m, parts, {"f", "out", "flux_q"})};
                        });
}

// def wave_speed(h, hu, g): the speed of the fastest wave along an axis.
lang::FuncId DefineSpeed(Sketch& s, const FluxModel& m) {
  const std::array params = {
      Sketch::Param{m.gas ? "rho" : "h", m.real, Between(1e-3, 10.0)},
      Sketch::Param{OneOf(s, {"mom", "hu", "m"}), m.real, Between(-5.0, 5.0)},
      Sketch::Param{m.gas ? "c0" : "g", m.real, Between(0.5, 10.0)}};
  return s.DefineHelper(OneOf(s, {"wave_speed", "max_speed", "char_speed"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val carried = s.Call("abs", {p[1] / p[0]});
                          const Val wave =
                              s.Call("sqrt", {m.gas ? p[2] : Known(p[2] * p[0], 1e-3, 100.0)});
                          return {Known(carried + wave, 1e-2, 1e3)};
                        });
}

// The wave speed of a state along an axis.
Val SpeedOf(Sketch& s, const FluxModel& m, const Val& q, int axis, const Val& factor) {
  return s.CallHelper(m.speed, std::array{Mass(s, q), s.Field(q, axis + 1), factor});
}

// def rusanov(ql, qr, fl, fr, a): the numerical flux through a face between two states.
lang::FuncId DefineRiemann(Sketch& s, const FluxModel& m) {
  const std::array params = {Sketch::Param{"ql", m.record, {}}, Sketch::Param{"qr", m.record, {}},
                             Sketch::Param{"fl", m.record, {}}, Sketch::Param{"fr", m.record, {}},
                             Sketch::Param{OneOf(s, {"a", "smax"}), m.real, Between(0.0, 50.0)}};
  return s.DefineHelper(OneOf(s, {"rusanov", "llf_flux", "face_flux"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          std::vector<Val> parts;
                          for (int field = 0; field <= m.axes; ++field) {
                            const Val mean = 0.5 * (s.Field(p[2], field) + s.Field(p[3], field));
                            const Val jump =
                                0.5 * p[4] * (s.Field(p[1], field) - s.Field(p[0], field));
                            parts.push_back(mean - jump);
                          }
                          return {FluxRecord(s, m, parts, {"f", "out", "face"})};
                        });
}

// The flux through the face between two states.
Val FaceFlux(Sketch& s, const FluxModel& m, int axis, const Val& left, const Val& right,
             std::array<std::string_view, 2> names) {
  const lang::FuncId flux = m.flux[static_cast<size_t>(axis)];
  const Val fl = s.CallHelper(flux, std::array{left, m.factor});
  const Val fr = s.CallHelper(flux, std::array{right, m.factor});
  const Val sl = SpeedOf(s, m, left, axis, m.factor);
  const Val sr = SpeedOf(s, m, right, axis, m.factor);
  const Val fastest = s.Call("max", {sl, sr});
  const Val a = s.StyleChoice("face speeds named", 0.6) ? s.Let(fastest, names[1]) : fastest;
  return s.Let(s.CallHelper(m.riemann, std::array{left, right, fl, fr, a}), names[0]);
}

// The friction of the ground: a coefficient, or a law of depth or density.
Val FrictionOf(Sketch& s, const FluxModel& m, const Val& here) {
  if (s.rng().Chance(0.4)) {
    return SharedValue(s, m.real, {"friction", "drag_coeff", "cf"}, {0.001, 0.1});
  }
  const std::array params = {
      Sketch::Param{m.gas ? "rho" : "h", m.real, Between(0.1, 4.0)},
      Sketch::Param{OneOf(s, {"k", "rough", "n"}), m.real, Between(0.01, 0.5)}};
  const lang::FuncId law =
      DefineFormula(s, {"friction_law", "bed_drag", "drag_of"}, params, m.real, 2);
  const Val roughness = SharedValue(s, m.real, {"roughness", "manning", "k_s"}, {0.01, 0.5});
  return s.CallHelper(law, std::array{Mass(s, here), roughness});
}

// Source terms of a cell: the slope of the ground, friction, rain.
void AddSources(Sketch& s, const FluxModel& m, const Val& here, const Val& next, const Val& dt) {
  if (m.gas || s.rng().Chance(0.5)) {
    if (s.rng().Chance(0.6)) {
      const Val drag = Named(s, FrictionOf(s, m, here), {"drag", "cf", "fric"});
      for (int axis = 0; axis < m.axes; ++axis) {
        s.UpdatePart(s.Field(next, axis + 1), BinaryOp::kSub, dt * drag * s.Field(here, axis + 1));
      }
    }
    return;
  }
  if (s.rng().Chance(0.5)) {
    const Val rain =
        s.ThreadElement(InputNamed(s, m.real, {"rain", "inflow", "source"}, {0.0, 0.2}));
    s.UpdatePart(s.Field(next, 0), BinaryOp::kAdd, dt * rain);
    return;
  }
  static constexpr std::array<std::string_view, 2> kSlopes = {"slope_x", "slope_y"};
  for (int axis = 0; axis < m.axes; ++axis) {
    const Val slope =
        s.ThreadElement(InputNamed(s, m.real, {kSlopes[static_cast<size_t>(axis)]}, {-0.2, 0.2}));
    s.UpdatePart(s.Field(next, axis + 1), BinaryOp::kSub, dt * m.factor * s.Field(here, 0) * slope);
  }
}

FluxModel DefineFluxModel(Sketch& s) {
  FluxModel m = DrawFluxModel(s);
  for (int axis = 0; axis < m.axes; ++axis) {
    m.flux[static_cast<size_t>(axis)] = DefineFlux(s, m, axis);
  }
  m.speed = DefineSpeed(s, m);
  m.riemann = DefineRiemann(s, m);
  s.Hide(m.speed);
  return m;
}

// The fluxes through the lower and the upper face of a cell, for each axis.
std::vector<std::array<Val, 2>> FaceFluxes(Sketch& s, const FluxModel& m, Grid& grid, int cells,
                                           const Val& here) {
  using Names = std::array<std::string_view, 6>;
  static constexpr std::array<Names, 2> kNames = {
      {{"ql", "qr", "f_left", "a_left", "f_right", "a_right"},
       {"qd", "qu", "f_down", "a_down", "f_up", "a_up"}}};
  std::vector<std::array<Val, 2>> faces;
  for (int axis = 0; axis < m.axes; ++axis) {
    const auto& names = kNames[static_cast<size_t>(axis)];
    const Val before = s.Let(grid.Beside(cells, axis, -1), names[0]);
    const Val after = s.Let(grid.Beside(cells, axis, 1), names[1]);
    const Val low = FaceFlux(s, m, axis, before, here, {names[2], names[3]});
    const Val high = FaceFlux(s, m, axis, here, after, {names[4], names[5]});
    faces.push_back({low, high});
  }
  return faces;
}

// Subtracts the net outflow through the faces.
void AddFluxes(Sketch& s, const FluxModel& m, const std::vector<std::array<Val, 2>>& faces,
               const Val& next, const Val& k) {
  for (int field = 0; field <= m.axes; ++field) {
    std::vector<Val> terms;
    for (const auto& [low, high] : faces) {
      terms.push_back(s.Field(high, field) - s.Field(low, field));
    }
    s.UpdatePart(s.Field(next, field), BinaryOp::kSub, k * SumOf(terms));
  }
}

void DrawFluxStep(Sketch& s) {
  const FluxModel m = DefineFluxModel(s);
  Grid grid(
      s, s.rng().Choose(std::array{Border::kClamp, Border::kWrap, Border::kReturn, Border::kHalo}));
  const int cells = grid.Field(m.record, OneOf(s, {"cells", "q", "states"}));
  const int out = grid.Result(m.record, OneOf(s, {"cells_out", "q_new", "states_out"}));
  grid.Inside([&] {
    const Val here = Named(s, grid.Here(cells), {"qc", "here", "c"});
    if (!m.gas && s.rng().Chance(0.3)) {
      const Val dry = SharedValue(s, m.real, {"dry_tol", "h_min", "dry"}, {0.5, 0.7});
      s.If(s.Field(here, 0) < dry, [&] {
        grid.Store(out, here);
        s.builder().Return();
      });
    }
    const auto faces = FaceFluxes(s, m, grid, cells, here);
    const Val dt = TimeStep(s, m.real);
    const bool spaced = s.rng().Chance(0.6);
    const Val k = spaced ? Named(s, dt / Arg(s, m.real, {"dx", "cell_size"}, {0.2, 2.0}),
                                 {"k", "lam", "dt_dx"})
                         : dt;
    const Val next = MutableNamed(s, here, {"next", "q1", "updated"});
    AddFluxes(s, m, faces, next, k);
    AddSources(s, m, here, next, dt);
    if (s.rng().Chance(0.4)) {
      const Val min_mass = s.DrawLiteral(m.real, 0.001, 0.1);
      s.SetPart(s.Field(next, 0), s.Call("max", {s.Field(next, 0), min_mass}));
    }
    grid.Store(out, next);
  });
}

}  // namespace

Motif FluxStepMotif() {
  return {.name = "flux-step",
          .family = Family::kStructs,
          .weight = 0.8,
          .draw = DrawFluxStep,
          .min_dims = 1,
          .max_dims = 2,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
