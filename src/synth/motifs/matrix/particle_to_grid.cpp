// The particle-to-grid transfer of the material point method: computes the stress, then scatters
// mass and momentum to the nearby nodes.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/node_weights.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

struct Particle {
  Type real, vec, mat;
  int axes = 3;
  Val x, v, affine, mass, volume;
};

Particle ReadParticle(Sketch& s, Type real, int axes) {
  Particle p;
  p.real = real;
  p.axes = axes;
  p.vec = VecOf(real, axes);
  p.mat = MatOf(real, axes);
  p.x = Read(s, p.vec, {"x", "particle_x", "positions"}, {"xp", "pos", "p_x"}, {0.1, 0.9});
  p.v = Read(s, p.vec, {"v", "particle_v", "velocities"}, {"vp", "vel", "p_v"});
  if (s.rng().Chance(0.75)) {
    p.affine = Read(s, p.mat, {"C", "particle_C", "affine"}, {"Cp", "C_p"});
  }
  p.mass = ReadOnce(s, Parameter(s, real, {"p_mass", "particle_mass", "mass"}), {"mp", "m"});
  return p;
}

// def hardened(jp): the factor by which plastic compression stiffens the material.
lang::FuncId DefineHardening(Sketch& s, Type real) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"jp", "j_plastic", "j"}), real, Between(0.2, 2.0)}};
  return DefineFormula(s, {"hardening", "hardened", "stiffening"}, params, real, 2);
}

// The Kirchhoff stress of an elastic solid.
Val SolidStress(Sketch& s, const Particle& p) {
  const Val f = Read(s, p.mat, {"F", "deformation", "particle_F"}, {"Fp", "F_p"}, {-1.0, 1.5});
  Val mu = Arg(s, p.real, {"mu", "mu0"}, {1.0, 50.0});
  Val lambda = Arg(s, p.real, {"lam", "lambda0", "la"}, {1.0, 50.0});
  if (s.rng().Chance(0.4)) {
    const lang::FuncId hardening = DefineHardening(s, p.real);
    const Val plastic =
        s.ThreadElement(InputNamed(s, p.real, {"Jp", "plastic_volume"}, {0.2, 2.0}));
    const Val h = s.Let(s.CallHelper(hardening, std::array{plastic}), "h");
    mu = Named(s, mu * h, {"mu_p", "mu_h"});
    lambda = Named(s, lambda * h, {"lam_p", "lam_h"});
  }
  const Val j = Named(s, s.Call("determinant", {f}), {"J", "vol_ratio"});
  const Val eye = Eye(s, p.mat);
  if (s.rng().Chance(0.5)) {
    const Svd svd = UnpackSvd(s, f);
    const Val r = s.Let(Product(svd.u, Transposed(svd.v)), "R");
    return 2.0 * mu * Product(f - r, Transposed(f)) + lambda * j * (j - 1.0) * eye;
  }
  const Val safe = Known(s.Call("max", {j, s.DrawLiteral(p.real, 0.05, 0.2)}), 0.05, 100.0);
  const Val pull = Product(f, Transposed(f)) - eye;
  return mu * pull + (lambda * s.Call("log", {safe})) * eye;
}

// The stress of a weakly compressible liquid, which depends on its volume alone.
Val LiquidStress(Sketch& s, const Particle& p) {
  const Val j = Read(s, p.real, {"J", "volume_ratio", "particle_J"}, {"Jp", "ratio"}, {0.5, 1.5});
  const Val bulk = Arg(s, p.real, {"bulk_modulus", "E", "bulk"}, {1.0, 100.0});
  const Val pressure =
      s.rng().Chance(0.5)
          ? bulk * (j - 1.0)
          : bulk * (1.0 - 1.0 / Known(s.Call("pow", {j, s.Real(7.0, p.real)}), 0.01, 20.0));
  const Val named = Named(s, pressure, {"pressure", "p_eos"});
  return named * Identity(s, p.mat);
}

void DrawParticleToGrid(Sketch& s) {
  const Type real = Precise(s);
  const int axes = s.rng().Chance(0.45) ? 3 : 2;
  NodeWeights weights(s, real, axes);
  const Particle p = ReadParticle(s, real, axes);
  weights.Locate(p.x);
  const Val dt = TimeStep(s, real);
  const Val volume = Arg(s, real, {"p_vol", "particle_volume", "vol0"}, {0.001, 0.1});
  const Val tau = Named(s, s.rng().Chance(0.7) ? SolidStress(s, p) : LiquidStress(s, p),
                        {"stress", "tau", "kirchhoff"});
  const Val inv_dx = weights.inverse_spacing();
  const Val scale = Named(s, -dt * volume * (4.0 * inv_dx * inv_dx), {"k", "scale", "coef"});
  const Val pull = scale * tau;
  const Val affine =
      Named(s, p.affine.is_valid() ? pull + p.mass * p.affine : pull, {"affine", "A", "Q"});
  Val momentum = p.mass * p.v;
  if (s.rng().Chance(0.35)) {
    momentum = momentum + s.Draw(p.vec, 1) * (p.mass * dt);
  }
  const Val start = Named(s, momentum, {"momentum", "mv", "p_mom"});
  const int grid_v =
      Totals(s, p.vec, weights.grid_shape(), OneOf(s, {"grid_v", "grid_mv", "node_momentum"}));
  const int grid_m =
      Totals(s, real, weights.grid_shape(), OneOf(s, {"grid_m", "grid_mass", "node_mass"}));
  const bool names = s.rng().Chance(0.7);
  weights.ForEachNode([&](std::span<const Val> node, const Val& weight, const Val& offset) {
    Val d = offset * weights.spacing();
    d = names ? Named(s, d, {"dpos", "d", "dist"}) : d;
    s.AtomicAdd(grid_v, node, weight * (start + Product(affine, d)));
    s.AtomicAdd(grid_m, node, weight * p.mass);
  });
}

}  // namespace

Motif ParticleToGridMotif() {
  return {.name = "particle-to-grid",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawParticleToGrid,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
