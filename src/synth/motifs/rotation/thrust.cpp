// The wrench of rotors or thrusters, summed in the body's frame and rotated to the world's, or the
// aerodynamic drag on a body.
#include <array>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"
#include "synth/motifs/rotation/rows_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawAirDrag(Sketch& s, Type real, const Val& rot) {
  const Type vec = Vec3(real);
  const Val v = Linear(ReadTwist(s, real));
  const Val air = s.Let(s.rng().Chance(0.5) ? v - Arg(s, vec, {"wind", "flow"}, {-2.0, 2.0}) : v,
                        {"v_air", "u_rel"});
  const Val local = s.Let(RotateInv(rot, air), {"v_b", "v_local"});
  const Val area = Arg(s, vec, {"drag_coeffs", "areas_vec"}, kPositiveFill);
  const Val drag = -s.Call("cw_mul", {area, s.Call("cw_mul", {s.Call("abs", {local}), local})});
  Emit(s, Rotate(rot, s.rng().Chance(0.5) ? drag * Coefficient(s, real, {"rho", "density"}) : drag),
       {"drag_out", "aero_f"});
}

void DrawRotors(Sketch& s, Type real, const Val& rot) {
  const Type vec = Vec3(real);
  const int rotors = static_cast<int>(s.rng().Choose(std::array{2, 4, 4, 6, 8}));
  const int offsets = TableNamed(s, vec, {"rotor_pos", "thruster_pos", "arms"}, rotors);
  Val force = s.Mutable(Zero(s, vec), {"f", "force", "f_b"});
  Val torque = s.Mutable(Zero(s, vec), {"tau", "torque", "t_b"});
  s.Hide(force);
  s.Hide(torque);
  const Val k = Arg(s, real, {"thrust_coeff", "kt", "c_t"});
  const bool yaw = s.rng().Chance(0.5);
  const int speeds = s.NewArray({real, ThreadRowShape(s, rotors), lang::Fill::kUniform, 0.0, 2.0,
                                 Access::kInput, OneOf(s, {"rotor_speed", "throttle", "actions"})});
  std::vector<Val> at = ThreadRowIndex(s);
  s.For({"k", "rotor", "m"}, Val{}, s.rng().Chance(0.5) ? s.Int(rotors) : s.SizeOf(offsets, 0), 0,
        [&](Val i) {
          at.back() = i;
          const Val u = s.Let(s.At(speeds, at), {"u", "n", "cmd"});
          const Val thrust = s.Let(Times({BasisVector(s, real, s.rng().Chance(0.5) ? 1 : 2),
                                          (k * (s.rng().Chance(0.6) ? u * u : u))}),
                                   {"thrust", "ft"});
          s.Update(force, BinaryOp::kAdd, thrust);
          const Val moment = s.Call("cross", {s.At(offsets, {i}), thrust});
          s.Update(torque, BinaryOp::kAdd,
                   yaw ? moment + thrust * Arg(s, real, {"torque_ratio", "k_yaw"}, {0.01, 0.1})
                       : moment);
        });
  s.Hide(force, false);
  s.Hide(torque, false);
  s.Output(SpatialVector(Rotate(rot, torque), Rotate(rot, force)), {"body_f_out", "wrench_out"});
}

void DrawThrust(Sketch& s) {
  const Type real = Precise(s);
  const Val x = ReadPose(s, real);
  const Val rot = s.Let(OrientationOf(x), {"rot", "q", "r"});
  if (s.rng().Chance(0.35)) {
    return DrawAirDrag(s, real, rot);
  }
  DrawRotors(s, real, rot);
}

}  // namespace

Motif ThrustMotif() {
  return {.name = "thrust",
          .family = Family::kRotation,
          .weight = 0.6,
          .draw = DrawThrust,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
