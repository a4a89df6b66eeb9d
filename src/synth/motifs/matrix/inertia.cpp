// An inertia tensor: of a box, of point masses or shifted by the parallel axis theorem, and by
// chance rotated to the world frame.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

Val BoxInertia(Sketch& s, const Val& mass) {
  const Type vec = s.vec(3);
  const Val h =
      Read(s, vec, {"half_extents", "sizes", "box_sizes"}, {"size", "h", "ext"}, kPositiveFill);
  const Val factor =
      Named(s, mass / s.Real(s.rng().Choose(std::array{12.0, 3.0})), {"k", "m12", "coef"});
  const Val xx = h.x() * h.x();
  const Val yy = h.y() * h.y();
  const Val zz = h.z() * h.z();
  return factor * s.Call("diag", {s.Make(vec, {yy + zz, xx + zz, xx + yy})});
}

// m (r^T r I - r r^T) of a point mass at r.
Val PointInertia(Sketch& s, const Val& mass, const Val& eye, const Val& r) {
  return mass * (s.Call("dot", {r, r}) * eye - s.Call("outer", {r, r}));
}

Val PointSetInertia(Sketch& s, const Val& mass, const Val& eye) {
  const Type vec = s.vec(3);
  const int count = static_cast<int>(s.rng().Choose(std::array{3, 4, 8, 16, 32}));
  const int points = TableNamed(s, vec, {"body_points", "vertices", "samples"}, count);
  Val sum = s.Mutable(Zero(s, eye.type), {"I_sum", "inertia", "acc"});
  s.Hide(sum);
  const Val bound = s.rng().Chance(0.5) ? s.Int(count) : s.SizeOf(points, 0);
  s.For({"k", "j"}, Val{}, bound, 0, [&](Val k) {
    const Val r =
        s.Let(s.rng().Chance(0.5) ? s.At(points, {k}) - Arg(s, vec, {"com", "center"}, {-1.0, 1.0})
                                  : s.At(points, {k}),
              "r");
    s.Update(sum, BinaryOp::kAdd, PointInertia(s, mass, eye, r));
  });
  s.Hide(sum, false);
  return sum;
}

// The parallel axis theorem.
Val ShiftedInertia(Sketch& s, const Val& mass, const Val& eye) {
  const Val d = Read(s, s.vec(3), {"offsets", "com_offsets", "levers"}, {"d", "lever"});
  const Val own = Read(s, eye.type, {"inertias", "body_inertia", "I_body"}, {"I0", "Ib"});
  return own + PointInertia(s, mass, eye, d);
}

// R I R^T, or the gyroscopic torque or kinetic energy of a body that spins.
void EmitWorldInertia(Sketch& s, const Val& body) {
  const Val r =
      s.rng().Chance(0.5)
          ? Read(s, body.type, {"rotations", "body_R"}, {"R", "rot"}, {-1.0, 1.0})
          : s.Let(s.Call("quat_to_matrix",
                         {Read(s, s.quat(), {"orientations", "body_rot"}, {"q", "rot_q"})}),
                  "R");
  const Val world = s.Let(Product(Product(r, body), Transposed(r)), {"Iw", "I_world"});
  if (s.rng().Chance(0.5)) {
    const Val w = Read(s, s.vec(3), {"angular_velocities", "omegas", "body_w"}, {"w", "omega"});
    return Emit(s, s.rng().Chance(0.5) ? s.Call("cross", {w, Product(world, w)})
                                       : 0.5 * s.Call("dot", {w, Product(world, w)}));
  }
  Emit(s, world, {"inertia_out", "world_inertia"});
}

void DrawInertia(Sketch& s) {
  const Val mass = Coefficient(s, s.real(), {"masses", "body_mass", "mass"});
  const Val eye = Eye(s, s.mat(3));
  const auto shape = s.rng().Below(3);
  const Val inertia = shape == 0   ? BoxInertia(s, mass)
                      : shape == 1 ? PointSetInertia(s, mass, eye)
                                   : ShiftedInertia(s, mass, eye);
  const Val body = Named(s, inertia, {"Ic", "I_b", "J"});
  if (s.rng().Chance(0.5)) {
    return EmitWorldInertia(s, body);
  }
  Emit(s, body, {"inertia_out", "inertias_new"});
}

}  // namespace

Motif InertiaMotif() {
  return {.name = "inertia",
          .family = Family::kMatrix,
          .weight = 0.9,
          .draw = DrawInertia,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
