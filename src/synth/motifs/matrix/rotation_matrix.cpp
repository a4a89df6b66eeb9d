// A rotation matrix by an angle in the plane, by angles about coordinate axes or by axis and angle
// (Rodrigues' formula), applied to a point or stored.
#include <algorithm>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// A rotation about a coordinate axis, written out.
Val AxisRotation(Sketch& s, const Val& angle, int axis) {
  const Type real = angle.type;
  const Val c = s.Let(s.Call("cos", {angle}), "c");
  const Val sn = s.Let(s.Call("sin", {angle}), {"s", "sn"});
  std::vector<Val> m(9, s.Real(0.0, real));
  const auto i = static_cast<size_t>((axis + 1) % 3);
  const auto j = static_cast<size_t>((axis + 2) % 3);
  m[static_cast<size_t>(axis) * 4] = s.Real(1.0, real);
  m[i * 3 + i] = c;
  m[j * 3 + j] = c;
  m[std::min(i, j) * 3 + std::max(i, j)] = axis == 1 ? sn : -sn;
  m[std::max(i, j) * 3 + std::min(i, j)] = axis == 1 ? -sn : sn;
  return s.Make(lang::MatType(3, 3, real.scalar), m);
}

Val RotationAngle(Sketch& s) {
  const Type real = s.real();
  if (s.rng().Chance(0.5)) {
    return Read(s, real, {"angles", "thetas", "joint_q"}, {"theta", "angle", "a"}, {-3.0, 3.0});
  }
  return Named(s,
               Plus({Times({Arg(s, real, {"rate", "omega", "speed"}),
                            Arg(s, real, {"time", "t"}, {0.0, 4.0})}),
                     s.Draw(real, 1)}),
               {"theta", "phi", "angle"});
}

void DrawPlaneRotation(Sketch& s, const Val& angle) {
  const Type flat = s.mat(2);
  const Val c = s.Let(s.Call("cos", {angle}), "c");
  const Val sn = s.Let(s.Call("sin", {angle}), {"s", "sn"});
  const Val r = s.Let(s.Make(flat, {c, -sn, sn, c}), {"R", "rot"});
  Emit(s, s.rng().Chance(0.7)
              ? Product(r, Read(s, s.vec(2), {"points", "uv", "offsets"}, {"p", "uv_i"}))
              : r);
}

// About one coordinate axis, or about two in turn.
Val EulerRotation(Sketch& s, const Val& angle) {
  const Val r =
      s.Let(AxisRotation(s, angle, static_cast<int>(s.rng().Below(3))), {"R", "Rz", "rot"});
  if (!s.rng().Chance(0.3)) {
    return r;
  }
  const Val second = s.Draw(s.real(), 1);
  const Val next = s.Let(AxisRotation(s, second, static_cast<int>(s.rng().Below(3))), {"R2", "Ry"});
  return s.Let(Product(r, next), {"R12", "R_total"});
}

// I + sin(angle) K + (1 - cos(angle)) K^2
Val RodriguesRotation(Sketch& s, const Val& angle) {
  const Type vec = s.vec(3);
  const Val axis = s.rng().Chance(0.5)
                       ? Arg(s, vec, {"axis", "spin_axis"}, kUnitFill)
                       : Read(s, vec, {"axes", "joint_axis"}, {"axis_i", "w"}, kUnitFill);
  const Val k = s.Let(s.Call("skew", {axis}), {"K", "W"});
  return s.Let(Identity(s, s.mat(3)) + s.Call("sin", {angle}) * k +
                   (1.0 - s.Call("cos", {angle})) * Product(k, k),
               {"R", "rot"});
}

void DrawRotationMatrix(Sketch& s) {
  const Type vec = s.vec(3);
  const Val angle = RotationAngle(s);
  if (s.rng().Chance(0.25)) {
    return DrawPlaneRotation(s, angle);
  }
  const Val r = s.rng().Chance(0.5) ? EulerRotation(s, angle) : RodriguesRotation(s, angle);
  switch (s.rng().Below(4)) {
    case 0:
      return Emit(s, r, {"rotations_out", "R_out"});
    case 1: {
      const Val pivot = Arg(s, vec, {"center", "pivot", "origin"}, {-1.0, 1.0});
      return Emit(
          s, Product(r, Read(s, vec, {"points", "vertices", "positions"}, {"p", "v"}) - pivot) +
                 pivot);
    }
    case 2:
      return Emit(s, Product(Transposed(r), s.Draw(vec, 2)));
    default:
      return Emit(s,
                  s.Call("acos", {s.Call("clamp", {0.5 * (s.Call("trace", {r}) - 1.0),
                                                   s.Real(-0.999), s.Real(0.999)})}),
                  {"angles_out", "turn"});
  }
}

}  // namespace

Motif RotationMatrixMotif() {
  return {.name = "rotation-matrix",
          .family = Family::kMatrix,
          .weight = 1.0,
          .draw = DrawRotationMatrix};
}

}  // namespace warploom::synth::motifs
