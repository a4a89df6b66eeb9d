#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

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
      inertia = factor * s.Call("diag", {s.Make(vec, {yy + zz, xx + zz, xx + yy})});
      break;
    }
    case 1: {
      const int count = static_cast<int>(s.rng().Choose(std::array{3, 4, 8, 16, 32}));
      const int points = TableNamed(s, vec, {"body_points", "vertices", "samples"}, count);
      Val sum = s.Mutable(Zero(s, mat), {"I_sum", "inertia", "acc"});
      s.Hide(sum);
      s.For({"k", "j"}, Val{}, s.rng().Chance(0.5) ? s.Int(count) : s.SizeOf(points, 0), 0,
            [&](Val k) {
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
    const Val world = s.Let(Product(Product(r, body), Transposed(r)), {"Iw", "I_world"});
    if (s.rng().Chance(0.5)) {
      const Val w = Read(s, vec, {"angular_velocities", "omegas", "body_w"}, {"w", "omega"});
      return Emit(s, s.rng().Chance(0.5) ? s.Call("cross", {w, Product(world, w)})
                                         : 0.5 * s.Call("dot", {w, Product(world, w)}));
    }
    return Emit(s, world, {"inertia_out", "world_inertia"});
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
