// The grid-to-particle transfer of the material point method: gathers velocity and its gradient
// from the nearby nodes, moves the particle and updates its deformation.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/matrices.h"
#include "synth/kit/node_weights.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// A particle: position, gathered velocity and velocity gradient.
struct Gathered {
  Type real, vec, mat;
  Val x, v, c;
};

// The PIC/FLIP blend: of the gathered velocity and the particle's own plus the change on the grid.
Val BlendedVelocity(Sketch& s, const Gathered& g, const Val& change) {
  const Val old = Read(s, g.vec, {"v", "particle_v"}, {"vp", "v_old"});
  const Val flip = SharedValue(s, g.real, {"flip_ratio", "flip", "alpha"}, {0.5, 0.99});
  return flip * (old + change) + (1.0 - flip) * g.v;
}

// Clamps the position to the inside of the domain.
Val InsideTheBox(Sketch& s, const Gathered& g, const NodeWeights& weights, const Val& moved) {
  if (s.rng().Chance(0.5)) {
    const Val margin = Named(s, 3.0 * weights.spacing(), {"margin", "pad", "lo"});
    const Val low = s.Make(g.vec, {margin});
    const Val high = s.Make(g.vec, {1.0 - margin});
    return s.Call("min", {s.Call("max", {moved, low}), high});
  }
  std::vector<Val> parts;
  const Val low = s.Real(0.1, g.real);
  const Val high = s.Real(0.9, g.real);
  for (int k = 0; k < g.vec.rows; ++k) {
    parts.push_back(s.Call("clamp", {moved[k], low, high}));
  }
  return s.Make(g.vec, parts);
}

// Advances the deformation gradient, by chance with plasticity: the singular values are clamped.
void UpdateDeformation(Sketch& s, const Gathered& g, const Val& dt) {
  const Val old = Read(s, g.mat, {"F", "deformation", "particle_F"}, {"Fp", "F_old"}, {-1.0, 1.5});
  const Val eye = Eye(s, g.mat);
  const Val f = Named(s, Product(eye + dt * g.c, old), {"F_new", "F1"});
  if (!s.rng().Chance(0.4)) {
    return OutputNamed(s, f, {"F_out", "deformation_out"});
  }
  const Svd svd = UnpackSvd(s, f);
  const Val low = SharedValue(s, g.real, {"theta_c", "min_stretch"}, {0.5, 0.98});
  const Val high = SharedValue(s, g.real, {"theta_s", "max_stretch"}, {1.0, 1.5});
  std::vector<Val> parts;
  for (int k = 0; k < g.mat.rows; ++k) {
    parts.push_back(s.Call("clamp", {svd.sigma[k], low, high}));
  }
  const Val kept = Named(s, s.Make(g.vec, parts), {"sig_e", "sigma_c", "clamped"});
  OutputNamed(s, Product(Product(svd.u, s.Call("diag", {kept})), Transposed(svd.v)),
              {"F_out", "deformation_out"});
  if (s.rng().Chance(0.5)) {
    const Val plastic =
        s.ThreadElement(InputNamed(s, g.real, {"Jp", "plastic_volume"}, {0.2, 2.0}));
    const Val ratio =
        s.Call("determinant", {f}) /
        Known(g.mat.rows == 3 ? kept[0] * kept[1] * kept[2] : kept[0] * kept[1], 0.1, 4.0);
    OutputNamed(s, plastic * ratio, {"Jp_out", "plastic_out"});
  }
}

void DrawGridToParticle(Sketch& s) {
  Gathered g;
  g.real = Precise(s);
  const int axes = s.rng().Chance(0.45) ? 3 : 2;
  g.vec = VecOf(g.real, axes);
  g.mat = MatOf(g.real, axes);
  NodeWeights weights(s, g.real, axes);
  g.x = Read(s, g.vec, {"x", "particle_x", "positions"}, {"xp", "pos", "p_x"}, {0.1, 0.9});
  weights.Locate(g.x);
  const bool flip = s.rng().Chance(0.35);
  const int grid =
      Input(s, g.vec, weights.grid_shape(), OneOf(s, {"grid_v", "node_v", "grid_vel"}));
  const int before =
      flip ? Input(s, g.vec, weights.grid_shape(), OneOf(s, {"grid_v_old", "grid_prev"})) : -1;
  g.v = Accumulator(s, g.vec, OneOf(s, {"new_v", "v_pic", "v_sum"}));
  g.c = Accumulator(s, g.mat, OneOf(s, {"new_C", "B", "grad_v"}));
  Val change = flip ? Accumulator(s, g.vec, OneOf(s, {"dv", "v_change"})) : Val{};
  const Val inv_dx = weights.inverse_spacing();
  const Val d_inverse =
      s.rng().Chance(0.5) ? Named(s, 4.0 * inv_dx, {"D_inv", "d_inv", "k"}) : 4.0 * inv_dx;
  weights.ForEachNode([&](std::span<const Val> node, const Val& weight, const Val& offset) {
    const Val d = s.rng().Chance(0.6) ? Named(s, offset, {"dpos", "d"}) : offset;
    const Val at = Named(s, s.At(grid, node), {"g_v", "vi", "v_node"});
    s.Update(g.v, BinaryOp::kAdd, weight * at);
    s.Update(g.c, BinaryOp::kAdd, s.Call("outer", {at, d}) * (weight * d_inverse));
    if (flip) {
      s.Update(change, BinaryOp::kAdd, weight * (at - s.At(before, node)));
    }
  });
  Shown(g.v);
  Shown(g.c);
  const Val dt = TimeStep(s, g.real);
  const Val velocity =
      flip ? Named(s, BlendedVelocity(s, g, Shown(change)), {"v_new", "v_mix"}) : g.v;
  OutputNamed(s, s.rng().Chance(0.3) ? velocity + s.Draw(g.vec, 1) * dt : velocity,
              {"v_out", "velocities_out"});
  OutputNamed(s, g.c, {"C_out", "affine_out"});
  const Val moved = Named(s, g.x + dt * g.v, {"x_new", "moved", "x1"});
  OutputNamed(s, InsideTheBox(s, g, weights, moved), {"x_out", "positions_out"});
  if (s.rng().Chance(0.6)) {
    UpdateDeformation(s, g, dt);
  } else if (s.rng().Chance(0.6)) {
    const Val j = s.ThreadElement(InputNamed(s, g.real, {"J", "volume_ratio"}, {0.5, 1.5}));
    OutputNamed(s, j * (1.0 + dt * s.Call("trace", {g.c})), {"J_out", "volume_out"});
  }
}

}  // namespace

Motif GridToParticleMotif() {
  return {.name = "grid-to-particle",
          .family = Family::kMatrix,
          .weight = 0.8,
          .draw = DrawGridToParticle,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "simulation",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
