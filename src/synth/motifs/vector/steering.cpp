// Steering behavior: seeking a target, aligning with neighbors, with a limited force.
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"
#include "synth/kit/vectors.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

void DrawSteering(Sketch& s) {
  const Type vec = Space(s);
  const Type real = s.real();
  const Val p = Read(s, vec, {"positions", "x", "pos"}, {"p", "pos_i", "x0"});
  const Val v = Read(s, vec, {"velocities", "v", "vel"}, {"v", "vel_i", "v0"});
  const Val goal = s.rng().Chance(0.5)
                       ? Arg(s, vec, {"target", "goal", "center"}, {-2.0, 2.0})
                       : Read(s, vec, {"goals", "targets", "waypoints"}, {"goal_i", "target_i"});
  const Val to = Named(s, goal - p, {"to_goal", "offset", "desired"});
  const Val dist = Named(s, s.Call("length", {to}), {"dist", "d", "range_to"});
  const Val top = Arg(s, real, {"max_speed", "cruise", "v_max"}, {0.5, 4.0});
  Val speed = top;
  if (s.rng().Chance(0.5)) {
    const Val slow = Arg(s, real, {"slow_radius", "arrival", "radius"}, {0.5, 2.0});
    speed = s.rng().Chance(0.5) ? top * s.Call("min", {dist / slow, s.Real(1.0)})
                                : s.Select(dist < slow, top * dist / slow, top);
  }
  const Val wanted =
      Named(s, to * (speed / s.Fit(dist, Domain::kPositive)), {"v_des", "desired_vel", "wanted"});
  Val steer = Named(s, wanted - v, {"steer", "dv", "acc"});
  if (s.rng().Chance(0.4)) {
    s.Update(steer, BinaryOp::kAdd, s.Draw(vec, s.DrawDepth()));
  }
  const Val most = Coefficient(s, real, {"max_force", "max_acc", "limit"}, {0.5, 4.0});
  if (s.rng().Chance(0.6)) {
    const Val size = Named(s, s.Call("length", {steer}), {"mag", "steer_mag"});
    s.If(size > most, [&] {
      s.Set(steer, s.rng().Chance(0.5) ? s.Call("normalize", {steer}) * most
                                       : steer / Known(size, 0.5, 1e3) * most);
    });
  }
  Emit(s, s.rng().Chance(0.5) ? steer : v + steer * TimeStep(s));
}

}  // namespace

Motif SteeringMotif() {
  return {.name = "steering",
          .family = Family::kVector,
          .weight = 0.7,
          .draw = DrawSteering,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
