// An orientation integrated with an angular velocity: to first order or by the exponential map.
#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawOrientationStep(Sketch& s) {
  const Type real = Precise(s);
  const State q = ReadState(s, Quat(real), {"orientations", "rotations", "body_rot", "quats"},
                            {"q", "rot", "q0", "r"});
  Val w = ReadSpin(s, real);
  if (s.rng().Chance(0.3)) {
    w = Named(s,
              s.rng().Chance(0.5)
                  ? Rotate(Unit(q.value), w)
                  : w * (1.0 - Times({TimeStep(s, real),
                                      Arg(s, real, {"angular_damping", "drag"}, {0.0, 1.0})})),
              {"w1", "w_world", "omega_w"});
  }
  const Val dt = TimeStep(s, real);
  Val next;
  if (s.rng().Chance(0.55)) {
    const Val pure = s.rng().Chance(0.7)
                         ? s.Make(Quat(real), {w, s.Real(0.0, real)})
                         : s.Make(Quat(real), {w.x(), w.y(), w.z(), s.Real(0.0, real)});
    const bool world = s.rng().Chance(0.7);
    const Val product = world ? pure * q.value : q.value * pure;
    const Val rate = s.rng().Chance(0.5)
                         ? Named(s, product * s.Real(0.5, real), {"qdot", "dq", "rate"}) * dt
                         : product * (0.5 * dt);
    next = s.Call("normalize", {q.value + rate});
  } else {
    const Val speed = Named(s, s.Call("length", {w}), {"speed", "w_mag", "rate"});
    const Val axis = s.Call("normalize", {w});
    const Val dq =
        Named(s,
              s.Call("quat_from_axis_angle",
                     {s.rng().Chance(0.5) ? Named(s, axis, {"axis", "n", "u"}) : axis, speed * dt}),
              {"dq", "delta", "q_step"});
    next = s.rng().Chance(0.6) ? dq * q.value : q.value * dq;
    if (s.rng().Chance(0.5)) {
      next = s.Call("normalize", {next});
    }
  }
  const Val out = Named(s, next, {"q1", "q_new", "r1"});
  WriteState(s, q, out, {"q_out", "new_rotations", "orientations_out"});
  if (s.rng().Chance(0.4)) {
    Emit(s, Rotate(Unit(out), BasisVector(s, real, static_cast<int>(s.rng().Below(3)))),
         {"heading_out", "axis_out", "up_out"});
  }
}

}  // namespace

Motif OrientationStepMotif() {
  return {.name = "orientation-step",
          .family = Family::kRotation,
          .weight = 1.2,
          .draw = DrawOrientationStep,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
