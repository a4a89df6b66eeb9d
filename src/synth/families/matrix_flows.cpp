// Matrices of flows and bodies: velocity gradients, material points, stiffness blocks, inertia.
#include <array>

#include "synth/families/matrix.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::Type;

// A velocity gradient's parts: divergence, strain rate, spin; vortex criteria.
void DrawVelocityGradient(Sketch& s) {
  const Type real = s.real();
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Val l = Read(s, mat, {"velocity_gradients", "grad_v", "grad_u"}, {"L", "G", "gv"});
  const Val d = Named(s, 0.5 * (l + Transposed(l)), {"D", "sym", "rate"});
  switch (s.rng().Below(4)) {
    case 0: {
      const Val w = Named(s, 0.5 * (l - Transposed(l)), {"W", "spin", "omega_t"});
      return Emit(s, 0.5 * (s.Call("ddot", {w, w}) - s.Call("ddot", {d, d})),
                  {"q_criterion", "vortex_out"});
    }
    case 1: {
      const Val rate = Named(s, s.Call("sqrt", {Known(2.0 * s.Call("ddot", {d, d}), 0.0, 1e3)}),
                             {"shear_rate", "gamma_dot", "rate_mag"});
      const Val nu = Coefficient(s, real, {"viscosity", "nu", "consistency"}, {0.01, 2.0});
      const Val eta =
          s.rng().Chance(0.5)
              ? nu * s.Call("pow", {Known(rate + 0.001, 1e-3, 10.0), s.DrawNumber(real, -0.5, 0.5)})
              : nu + Coefficient(s, real, {"tau_y", "yield_stress"}, {0.1, 1.0}) / (rate + 0.001);
      return Emit(s, 2.0 * eta * d, {"tau_out", "viscous_stress"});
    }
    case 2: {
      const Val div = Named(s, s.Call("trace", {l}), {"div", "divergence", "tr"});
      Emit(s, d - div / s.Real(n, real) * Identity(s, mat), {"dev_rate", "shear_out"});
      return Emit(s, -Coefficient(s, real, {"bulk", "k_bulk", "stiffness"}) * div,
                  {"pressure_out", "p_rate"});
    }
    default: {
      const Val spin = n == 3 ? s.Construct(lang::VecType(3, real.scalar),
                                            {l.at(2, 1) - l.at(1, 2), l.at(0, 2) - l.at(2, 0),
                                             l.at(1, 0) - l.at(0, 1)})
                              : l.at(1, 0) - l.at(0, 1);
      const Val vorticity = Named(s, spin, {"vorticity", "curl", "omega"});
      return Emit(s, n == 3 && s.rng().Chance(0.5) ? s.Call("length", {vorticity}) : vorticity,
                  {"vorticity_out", "enstrophy"});
    }
  }
}

// A material point: F advanced by the velocity gradient, an affine velocity field evaluated.
void DrawMaterialPoint(Sketch& s) {
  const Type real = s.real();
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val c = Read(s, mat, {"particle_C", "affine", "C_in"}, {"C", "B", "Cp"});
  if (s.rng().Chance(0.5)) {
    const State f = ReadState(s, mat, {"particle_F", "F_state", "deformation"}, {"F", "Fp"});
    const Val next = Named(s, Product(Identity(s, mat) + TimeStep(s, real) * c, f.value),
                           {"F_new", "F_trial", "F1"});
    if (s.rng().Chance(0.5)) {
      Emit(
          s,
          s.Call("determinant", {next}) * Coefficient(s, real, {"p_vol", "rest_volume", "volume0"}),
          {"volumes_out", "J_out"});
    }
    return WriteState(s, f, next, {"F_out", "particle_F_out"});
  }
  const Val v = Read(s, vec, {"velocities", "particle_v", "v_in"}, {"v", "vp"});
  const Val x = Read(s, vec, {"positions", "particle_x", "x_in"}, {"x", "xp"});
  const Val node = s.rng().Chance(0.5)
                       ? Read(s, vec, {"node_positions", "grid_x", "nodes"}, {"xg", "node"})
                       : s.Draw(vec, 1);
  const Val weight = Coefficient(s, real, {"weights", "mass", "w"}, {0.05, 1.0});
  const Val dpos = Named(s, node - x, {"dpos", "d", "r"});
  const Val momentum = Named(s, weight * (v + Product(c, dpos)), {"mv", "momentum", "contrib"});
  Emit(s, momentum, {"grid_v", "momentum_out"});
  if (s.rng().Chance(0.5)) {
    Emit(s, s.Call("outer", {momentum, dpos}) * (4.0 * s.DrawNumber(real, 0.5, 4.0)),
         {"affine_out", "B_out"});
  }
}

// The block of a spring's or a contact's stiffness matrix.
void DrawStiffnessBlock(Sketch& s) {
  const Type real = s.real();
  const int n = Dimension(s);
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const Val d = s.rng().Chance(0.6)
                    ? Named(s,
                            Read(s, vec, {"positions_i", "xi", "ends_a"}, {"xi", "pa"}) -
                                Read(s, vec, {"positions_j", "xj", "ends_b"}, {"xj", "pb"}),
                            {"d", "xij", "diff"})
                    : Read(s, vec, {"edge_vectors", "edges", "dx"}, {"d", "e", "xij"});
  const Val ke = Coefficient(s, real, {"ke", "stiffness", "k"}, {1.0, 50.0});
  const Val l = Named(s, s.Call("length", {d}), {"l", "len_d", "dist"});
  const Val dir = Named(s, d / l, {"n", "dir", "u"});
  const Val nn = Named(s, s.Call("outer", {dir, dir}), {"nn", "N", "dd"});
  const Val eye = Eye(s, mat);
  Val block;
  switch (s.rng().Below(3)) {
    case 0: {
      const Val rest = Coefficient(s, real, {"rest_lengths", "rest", "L0"});
      const Val ratio =
          s.rng().Chance(0.5) ? s.Call("max", {1.0 - rest / l, s.Real(0.0, real)}) : 1.0 - rest / l;
      block = ke * (nn + ratio * (eye - nn));
      break;
    }
    case 1:
      block = ke * nn + Coefficient(s, real, {"kd", "damping"}, {0.01, 2.0}) * eye;
      break;
    default:
      block = ke * nn + Coefficient(s, real, {"kt", "tangent_stiffness"}, {0.1, 5.0}) * (eye - nn);
      break;
  }
  const Val k = Named(s, block, {"K", "H", "block"});
  if (s.rng().Chance(0.4)) {
    return Emit(s, k, {"stiffness_blocks", "hessians_out", "K_out"});
  }
  const Val dt = TimeStep(s, real);
  if (s.rng().Chance(0.5)) {
    return Emit(s, Coefficient(s, real, {"mass", "masses"}) * eye + dt * dt * k,
                {"lhs", "system", "A_out"});
  }
  Emit(s, -(Product(k, Read(s, vec, {"deltas", "dx_in", "p_vec"}, {"dx", "p"}))),
       {"Ap", "df", "forces_out"});
}

// An inertia tensor: of a box or points, turned to the world, moved to another point.
void DrawInertia(Sketch& s) {
  const Type real = s.real();
  const Type mat = s.mat(3);
  const Type vec = s.vec(3);
  const Val mass = Coefficient(s, real, {"masses", "body_mass", "mass"});
  const Val eye = Eye(s, mat);
  Val inertia;
  switch (s.rng().Below(3)) {
    case 0: {
      const Val h =
          Read(s, vec, {"half_extents", "sizes", "box_sizes"}, {"size", "h", "ext"}, kPositiveFill);
      const Val factor =
          Named(s, mass / s.Real(s.rng().Choose(std::array{12.0, 3.0})), {"k", "m12", "coef"});
      const Val xx = h.x() * h.x();
      const Val yy = h.y() * h.y();
      const Val zz = h.z() * h.z();
      inertia = factor * s.Call("diag", {s.Construct(vec, {yy + zz, xx + zz, xx + yy})});
      break;
    }
    case 1: {
      const int count = static_cast<int>(s.rng().Choose(std::array{3, 4, 8, 16, 32}));
      const int points = TableNamed(s, vec, {"body_points", "vertices", "samples"}, count);
      Val sum = s.Mutable(Zero(s, mat), OneOf(s, {"I_sum", "inertia", "acc"}));
      s.Hide(sum);
      s.For(OneOf(s, {"k", "j"}), Val{}, s.rng().Chance(0.5) ? s.Int(count) : s.SizeOf(points, 0),
            0, [&](Val k) {
              const Val r =
                  s.Let(s.rng().Chance(0.5)
                            ? s.At(points, {k}) - Arg(s, vec, {"com", "center"}, {-1.0, 1.0})
                            : s.At(points, {k}),
                        "r");
              s.Update(sum, BinaryOp::kAdd,
                       mass * (s.Call("dot", {r, r}) * eye - s.Call("outer", {r, r})));
            });
      s.Hide(sum, false);
      inertia = sum;
      break;
    }
    default: {
      const Val d = Read(s, vec, {"offsets", "com_offsets", "levers"}, {"d", "lever"});
      inertia = Read(s, mat, {"inertias", "body_inertia", "I_body"}, {"I0", "Ib"}) +
                mass * (s.Call("dot", {d, d}) * eye - s.Call("outer", {d, d}));
      break;
    }
  }
  const Val body = Named(s, inertia, {"Ic", "I_b", "J"});
  if (s.rng().Chance(0.5)) {
    const Val r =
        s.rng().Chance(0.5)
            ? Read(s, mat, {"rotations", "body_R"}, {"R", "rot"}, {-1.0, 1.0})
            : s.Let(s.Call("quat_to_matrix",
                           {Read(s, s.quat(), {"orientations", "body_rot"}, {"q", "rot_q"})}),
                    "R");
    const Val world = s.Let(Product(Product(r, body), Transposed(r)), OneOf(s, {"Iw", "I_world"}));
    if (s.rng().Chance(0.5)) {
      const Val w = Read(s, vec, {"angular_velocities", "omegas", "body_w"}, {"w", "omega"});
      return Emit(s, s.rng().Chance(0.5) ? s.Call("cross", {w, Product(world, w)})
                                         : 0.5 * s.Call("dot", {w, Product(world, w)}));
    }
    return Emit(s, world, {"inertia_out", "world_inertia"});
  }
  Emit(s, body, {"inertia_out", "inertias_new"});
}

}  // namespace warploom::synth
