// A vehicle that follows a path: finds the nearest waypoint, aims at one further ahead, and
// computes the steering and the acceleration.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/loops/loop_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::Type;

struct Vehicle {
  Type real, vec;
  Val p, yaw, speed;
};

Vehicle ReadVehicle(Sketch& s) {
  Vehicle v;
  v.real = Precise(s);
  v.vec = VecOf(v.real, 2);
  if (s.rng().Chance(0.4)) {
    const Val state = Read(s, VecOf(v.real, 4), {"states", "vehicle_states"}, {"st", "state"});
    v.p = Named(s, s.Make(v.vec, {state[0], state[1]}), {"p", "pos"});
    v.yaw = Named(s, state[2], {"yaw", "theta"});
    v.speed = Named(s, state[3], {"v", "speed"});
    return v;
  }
  v.p = Read(s, v.vec, {"positions", "vehicle_pos"}, {"p", "pos"});
  v.yaw = Read(s, v.real, {"headings", "yaws"}, {"yaw", "theta"}, {-3.0, 3.0});
  v.speed = Read(s, v.real, {"speeds", "velocities"}, {"v", "speed"}, {0.1, 3.0});
  return v;
}

// The index of the nearest waypoint.
Val Nearest(Sketch& s, const Vehicle& v, int path, const Val& count, int length) {
  Val best = MutableNamed(s, s.Real(1e6, v.real), {"best", "best_d", "d_min"}, Between(0.0, 1e6));
  Val which = MutableNamed(s, s.Int(0), {"near", "idx", "closest"}, Between(0.0, length - 1.0));
  s.Hide(best);
  s.Hide(which);
  s.For("k", Val{}, count, 0, [&](const Val& k) {
    const Val away = Named(s, s.At(path, {k}) - v.p, {"diff", "away"});
    const Val d = Named(s, LengthSq(away), {"d2", "dist2"});
    s.If(d < best, [&] {
      s.Set(best, d);
      s.Set(which, k);
    });
  });
  s.Hide(which, false);
  return which;
}

// The index of the waypoint to aim at, some waypoints after the nearest one.
Val Target(Sketch& s, const Val& near, const Val& count, int length) {
  const int ahead = s.rng().Choose(std::array{1, 2, 3, 5});
  const Val step = SizeOrLiteral(s, ahead, {"lookahead", "skip"}, 0.5);
  const Val last = LastIndex(s, count);
  const Val next = s.rng().Chance(0.6) ? s.Call("min", {near + step, last}) : (near + step) % count;
  return Known(Named(s, next, {"target", "j", "goal_id"}), 0.0, length - 1.0);
}

// The offset to the target, in the vehicle's frame.
std::array<Val, 2> LocalOffset(Sketch& s, const Vehicle& v, const Val& to) {
  const Val c = s.Let(s.Call("cos", {v.yaw}), "c");
  const Val sn = Named(s, s.Call("sin", {v.yaw}), {"sn", "s"});
  static constexpr std::array<std::array<std::string_view, 2>, 2> kLocal = {
      {{"lx", "ly"}, {"fwd", "side"}}};
  const auto& names = s.rng().Choose(kLocal);
  const Val x = s.Let(c * to.x() + sn * to.y(), names[0]);
  return {x, s.Let(c * to.y() - sn * to.x(), names[1])};
}

// The steering angle: pure pursuit's arc to the target, or proportional to the target's bearing.
Val SteerTo(Sketch& s, const Vehicle& v, const std::array<Val, 2>& local) {
  const auto& [x, y] = local;
  if (s.rng().Chance(0.5)) {
    const Val base = SharedValue(s, v.real, {"wheelbase", "axle_dist"}, {0.3, 3.0});
    const Val reach = Named(s, s.Call("max", {x * x + y * y, s.DrawLiteral(v.real, 0.01, 0.1)}),
                            {"l2", "dist_sq"});
    const Val curve = Named(s, 2.0 * y / Known(reach, 0.01, 100.0), {"kappa", "curvature"});
    return s.Call("atan", {base * curve});
  }
  const Val gain = SharedValue(s, v.real, {"k_steer", "kp", "gain"}, {0.2, 3.0});
  return gain * s.Call("atan2", {y, Known(x, 0.001, 10.0)});
}

// An acceleration toward the speed that suits the steering angle.
void OutputAcceleration(Sketch& s, const Vehicle& v, const Val& delta) {
  const std::array params = {Sketch::Param{OneOf(s, {"a", "steer"}), v.real, Between(-0.7, 0.7)}};
  const lang::FuncId target =
      DefineFormula(s, {"speed_for", "curve_speed", "cruise"}, params, v.real, 2);
  const Val gain = SharedValue(s, v.real, {"k_speed", "k_v"}, {0.1, 2.0});
  OutputNamed(s, gain * (s.CallHelper(target, std::array{delta}) - v.speed),
              {"accel_out", "throttle"});
}

void DrawPathPursuit(Sketch& s) {
  const Vehicle v = ReadVehicle(s);
  const int length = s.rng().Choose(std::array{16, 32, 50, 64, 100});
  const int path = TableNamed(s, v.vec, {"path", "waypoints", "route"}, length, {-4.0, 4.0});
  const Val count = Extent(s, path, 0, OneOf(s, {"num_waypoints", "path_len"}));
  const Val near = Nearest(s, v, path, count, length);
  const Val target = Target(s, near, count, length);
  const Val to = Named(s, s.At(path, {target}) - v.p, {"to", "d", "rel"});
  const Val steer = SteerTo(s, v, LocalOffset(s, v, to));
  const Val limit = SharedValue(s, v.real, {"max_steer", "steer_limit"}, {0.3, 0.7});
  const Val delta = Named(s, s.Call("clamp", {steer, -limit, limit}), {"steer", "delta"});
  OutputNamed(s, delta, {"steer_out", "commands", "steering"});
  if (s.rng().Chance(0.6)) {
    OutputAcceleration(s, v, delta);
  }
}

}  // namespace

Motif PathPursuitMotif() {
  return {.name = "path-pursuit",
          .family = Family::kLoops,
          .weight = 0.8,
          .draw = DrawPathPursuit,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "robotics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
