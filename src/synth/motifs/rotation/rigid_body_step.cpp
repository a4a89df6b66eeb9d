// A rigid body integrated under forces and torques, often with the gyroscopic term.
#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"
#include "synth/motifs/rotation/bodies_parts.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

Val ReadCom(Sketch& s, Type real) {
  return s.rng().Chance(0.6)
             ? s.ThreadElement(InputNamed(s, Vec3(real), {"body_com", "com", "coms"}, {-0.5, 0.5}))
             : Arg(s, Vec3(real), {"com", "com_offset"}, {-0.5, 0.5});
}

void DrawRigidBodyStep(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const State pose = ReadState(s, Pose(real), {"body_q", "poses", "X_wb"}, {"X", "q", "tf"});
  const State twist = ReadState(s, Spatial(real), {"body_qd", "twists"}, {"qd", "v_s"});
  const Val x0 = s.Let(PositionOf(pose.value), {"x0", "p0"});
  const Val r0 = s.Let(OrientationOf(pose.value), {"r0", "rot0"});
  const Val w0 = s.Let(Angular(twist.value), {"w0", "omega0"});
  const Val v0 = s.Let(Linear(twist.value), {"v0", "vel0"});
  const Val force = Read(s, Spatial(real), {"body_f", "wrenches"}, {"f", "f_s"});
  const Val t0 = s.Let(Angular(force), {"t0", "torque"});
  const Val f0 = s.rng().Chance(0.5) ? s.Let(Linear(force), {"f0", "lin_f"}) : Linear(force);
  const Val dt = TimeStep(s, real);
  const Val inv_mass = Parameter(s, real, {"inv_mass", "body_inv_mass", "inv_m"}, {0.1, 2.0});
  const Val gravity = Arg(s, vec, {"gravity", "g"}, {-10.0, 10.0});
  Val v1 = s.Let(v0 + (f0 * inv_mass + gravity) * dt, {"v1", "v_new"});
  const bool offset = s.rng().Chance(0.5);
  const Val com = offset ? s.Let(ReadCom(s, real), "com") : Val{};
  const Val x1 = s.Let((offset ? x0 + Rotate(r0, com) : x0) + v1 * dt, {"x1", "x_com"});
  const Val wb = s.Let(RotateInv(r0, w0), {"wb", "w_body"});
  const Val inertia = s.ThreadElement(InputNamed(
      s, lang::MatType(3, 3, real.scalar), {"body_inertia", "inertias", "I_body"}, {0.1, 2.0}));
  Val tb = RotateInv(r0, t0);
  if (s.rng().Chance(0.7)) {
    tb = tb - s.Call("cross", {wb, inertia * wb});
  }
  const Val inv_inertia =
      s.ThreadElement(InputNamed(s, lang::MatType(3, 3, real.scalar),
                                 {"body_inv_inertia", "inv_inertias", "I_inv"}, {0.1, 2.0}));
  Val w1 =
      s.Let(Rotate(r0, wb + inv_inertia * Named(s, tb, {"tb", "torque_b"}) * dt), {"w1", "w_new"});
  const Val pure = s.Make(Quat(real), {w1, s.Real(0.0, real)});
  const Val r1 = s.Let(s.Call("normalize", {r0 + pure * r0 * (0.5 * dt)}), {"r1", "rot1"});
  if (s.rng().Chance(0.5)) {
    s.Update(w1, BinaryOp::kMul,
             1.0 - Coefficient(s, real, {"angular_damping", "damping"}, {0.0, 0.5}) * dt);
  }
  const Val origin = offset ? x1 - Rotate(r1, com) : x1;
  WriteState(s, pose, s.Make(Pose(real), {origin, r1}), {"body_q_out", "poses_out"});
  WriteState(s, twist, SpatialVector(w1, v1), {"body_qd_out", "twists_out"});
}

}  // namespace

Motif RigidBodyStepMotif() {
  return {.name = "rigid-body-step",
          .family = Family::kRotation,
          .weight = 1.4,
          .draw = DrawRigidBodyStep,
          .theme = "simulation"};
}

}  // namespace warploom::synth::motifs
