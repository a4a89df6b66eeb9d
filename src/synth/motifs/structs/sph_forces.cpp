// Smoothed particle hydrodynamics: pressure and viscosity forces over neighbors, with the fluid's
// parameters in a struct.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/simulation.h"
#include "synth/kit/smoothing_kernels.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

struct Fluid {
  Type real, vec, record;
  Val params;
  std::string_view h, mass, rest, stiffness, viscosity;
  bool has_gravity = false;  // Gravity is one of the parameters.
};

Fluid DrawFluid(Sketch& s) {
  Fluid fluid;
  fluid.real = Precise(s);
  fluid.vec = VecOf(fluid.real, s.rng().Chance(0.8) ? 3 : 2);
  fluid.h = OneOf(s, {"h", "radius", "support"});
  fluid.mass = OneOf(s, {"mass", "particle_mass"});
  fluid.rest = OneOf(s, {"rest_density", "rho0"});
  fluid.stiffness = OneOf(s, {"stiffness", "gas_constant", "k"});
  fluid.viscosity = OneOf(s, {"viscosity", "mu", "nu"});
  Fields fields = {{fluid.h, fluid.real, 0.3, 1.0},
                   {fluid.mass, fluid.real, 0.1, 2.0},
                   {fluid.rest, fluid.real, 0.5, 2.0},
                   {fluid.stiffness, fluid.real, 1.0, 50.0},
                   {fluid.viscosity, fluid.real, 0.01, 1.0}};
  fluid.has_gravity = s.rng().Chance(0.5);
  if (fluid.has_gravity) {
    fields.push_back({"gravity", fluid.vec, -10.0, 10.0});
  }
  fluid.record = s.NewRecord(OneOf(s, {"FluidParams", "SphParams", "Fluid"}), fields);
  fluid.params = s.NewRecordArg(fluid.record, OneOf(s, {"params", "fluid", "cfg"}));
  return fluid;
}

// def pressure_of(rho, params): the equation of state.
lang::FuncId DefinePressure(Sketch& s, const Fluid& fluid) {
  const std::array params = {Sketch::Param{"rho", fluid.real, Between(1e-3, 10.0)},
                             Sketch::Param{OneOf(s, {"params", "fluid", "p"}), fluid.record, {}}};
  return s.DefineHelper(OneOf(s, {"pressure_of", "eos", "tait_pressure"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val excess = p[0] - s.Field(p[1], fluid.rest);
                          Val pressure = s.Field(p[1], fluid.stiffness) * excess;
                          switch (s.rng().Below(4)) {
                            case 0:
                              return {s.Call("max", {pressure, s.Real(0.0, fluid.real)})};
                            case 1: {
                              const Val ratio =
                                  Named(s, p[0] / s.Field(p[1], fluid.rest), {"ratio", "c"});
                              const Val cube = Named(s, ratio * ratio * ratio, {"r3", "c3"});
                              return {s.Field(p[1], fluid.stiffness) * (cube * cube * ratio - 1.0)};
                            }
                            case 2:
                              return {pressure + s.Draw(fluid.real, 1)};
                            default:
                              return {pressure};
                          }
                        });
}

// def viscosity_laplacian(r, h): the Laplacian of the viscosity kernel.
lang::FuncId DefineLaplacian(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{OneOf(s, {"r", "dist"}), real, Between(0.0, 4.0)},
                             Sketch::Param{"h", real, Between(0.1, 2.0)}};
  return s.DefineHelper(OneOf(s, {"viscosity_laplacian", "laplacian_w", "visc_weight"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val norm =
                              s.rng().Chance(0.5)
                                  ? s.Real(14.3239, real) /
                                        Known(s.Call("pow", {p[1], s.Real(6.0, real)}), 1e-6, 64.0)
                                  : s.Real(6.0, real) / (p[1] * p[1] * p[1]);
                          if (s.rng().Chance(0.5)) {
                            s.ReturnIf(p[0] >= p[1], {s.Real(0.0, real)});
                            return {norm * (p[1] - p[0])};
                          }
                          return {norm * s.Call("max", {p[1] - p[0], s.Real(0.0, real)})};
                        });
}

struct Inputs {
  int positions, velocities, densities;
  Val xi, vi, rho_i, p_i;
};

// Adds a neighbor's contribution to the pressure and viscosity sums.
void AddNeighbor(Sketch& s, const Fluid& fluid, const Inputs& in, const Val& j,
                 const std::array<lang::FuncId, 3>& helpers, std::array<Val, 2>& sums) {
  const Val d = Named(s, in.xi - s.At(in.positions, {j}), {"xij", "d", "rij"});
  const Val r = Named(s, s.Call("length", {d}), {"r", "dist", "len"});
  const Val h = s.Field(fluid.params, fluid.h);
  const Val far = r >= h;
  const Val close = r < s.Real(1e-5, fluid.real);
  s.If(s.rng().Chance(0.6) ? far || close : close || far, [&] { s.Continue(); });
  const Val near = Known(r, 1e-5, 1.0);
  const Val rho_j =
      Known(Named(s, s.Call("max", {s.At(in.densities, {j}), s.Real(0.001, fluid.real)}),
                  {"rho_j", "dj"}),
            1e-3, 10.0);
  const Val p_j =
      Named(s, s.CallHelper(helpers[0], std::array{rho_j, fluid.params}), {"pj", "p_j"});
  const Val gradient = s.CallHelper(helpers[1], std::array{d, near, h});
  const Val mass = s.Field(fluid.params, fluid.mass);
  const Val scale = s.rng().Chance(0.5) ? mass * (in.p_i + p_j) / (2.0 * rho_j)
                                        : mass * (in.p_i / Square(in.rho_i) + p_j / Square(rho_j));
  s.Update(sums[0], BinaryOp::kSub, gradient * scale);
  const Val dv = s.At(in.velocities, {j}) - in.vi;
  const Val lap = s.CallHelper(helpers[2], std::array{near, h});
  s.Update(sums[1], BinaryOp::kAdd, dv * (mass / rho_j * lap));
}

Inputs ReadInputs(Sketch& s, const Fluid& fluid, lang::FuncId pressure) {
  Inputs in;
  in.positions = InputNamed(s, fluid.vec, {"x", "positions", "particle_x"}, {-1.0, 1.0});
  in.velocities = InputNamed(s, fluid.vec, {"v", "velocities", "particle_v"});
  in.densities = InputNamed(s, fluid.real, {"rho", "densities", "density"}, {0.2, 3.0});
  in.xi = Named(s, s.ThreadElement(in.positions), {"xi", "p", "x_i"});
  in.vi = Named(s, s.ThreadElement(in.velocities), {"vi", "v_i"});
  in.rho_i = Named(s, s.ThreadElement(in.densities), {"rho_i", "di"});
  in.p_i = Named(s, s.CallHelper(pressure, std::array{in.rho_i, fluid.params}), {"pi", "p_i"});
  return in;
}

// Adds a penalty force at the walls of the tank.
void AddWalls(Sketch& s, const Fluid& fluid, const Inputs& in, Val& acc) {
  const Val wall = Coefficient(s, fluid.real, {"wall_ke", "boundary_stiffness"}, {1.0, 100.0});
  const Val extent = Coefficient(s, fluid.real, {"tank_size", "half_width", "bound"}, {0.5, 1.0});
  s.For({"axis", "c", "dim"}, Val{}, s.Int(fluid.vec.rows), 0, [&](const Val& c) {
    const std::array conditions = {in.xi[c]<-extent, in.xi[c]> extent};
    s.IfChain(
        conditions,
        [&](int side) {
          s.UpdatePart(acc[c], BinaryOp::kSub,
                       wall * (side == 0 ? in.xi[c] + extent : in.xi[c] - extent));
        },
        false);
  });
}

void DrawSphForces(Sketch& s) {
  const Fluid fluid = DrawFluid(s);
  const std::array helpers = {DefinePressure(s, fluid), DefineSpikyGradient(s, fluid.vec),
                              DefineLaplacian(s, fluid.real)};
  const Inputs in = ReadInputs(s, fluid, helpers[0]);
  const Val self = s.Thread(0);
  std::array sums = {Accumulator(s, fluid.vec, OneOf(s, {"f_pressure", "fp", "acc_p"})),
                     Accumulator(s, fluid.vec, OneOf(s, {"f_visc", "fv", "acc_v"}))};
  const bool skips_self = s.rng().Chance(0.6);
  ForEachNeighbor(s, self, s.dims()[0], [&](const Val& j) {
    if (skips_self) {
      s.If(j == self, [&] { s.Continue(); });
    }
    AddNeighbor(s, fluid, in, j, helpers, sums);
  });
  const Val pull = fluid.has_gravity ? s.Field(fluid.params, "gravity") : Gravity(s, fluid.vec);
  const Val total =
      (Plus({Shown(sums[0]), s.Field(fluid.params, fluid.viscosity) * Shown(sums[1])})) /
      Known(in.rho_i, 0.2, 3.0);
  const Val outer = s.rng().Chance(0.4) ? pull + s.Draw(fluid.vec, 1) : pull;
  Val acc = MutableNamed(s, total + outer, {"acc", "a", "accel"});
  if (s.rng().Chance(0.4)) {
    AddWalls(s, fluid, in, acc);
  }
  if (s.rng().Chance(0.5)) {
    return OutputNamed(s, acc, {"acc_out", "accelerations", "a_out"});
  }
  const Val dt = TimeStep(s, fluid.real);
  const Val v1 = Named(s, in.vi + acc * dt, {"v1", "v_new"});
  OutputNamed(s, v1, {"v_out", "velocities_out"});
  OutputNamed(s, in.xi + v1 * dt, {"x_out", "positions_out"});
}

}  // namespace

Motif SphForcesMotif() {
  return {.name = "sph-forces",
          .family = Family::kStructs,
          .weight = 0.8,
          .draw = DrawSphForces,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
