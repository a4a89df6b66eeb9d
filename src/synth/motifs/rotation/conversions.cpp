// Orientations converted between quaternions, Euler angles, axis and angle, matrices and headings.
#include <array>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawFromEuler(Sketch& s, Type real) {
  const Type vec = Vec3(real);
  const Val e = s.rng().Chance(0.5) ? Read(s, vec, {"euler_angles", "rpy", "angles"},
                                           {"e", "rpy_i", "ang"}, {-3.0, 3.0})
                                    : Val{};
  const auto angle = [&](int k, Words words) {
    return e.is_valid() ? e[k] : Coefficient(s, real, words, {-3.0, 3.0});
  };
  const Val q = s.Let(s.Call("quat_rpy", {angle(0, {"roll", "phi"}), angle(1, {"pitch", "theta"}),
                                          angle(2, {"yaw", "psi"})}),
                      {"q", "rot"});
  return s.rng().Chance(0.5) ? s.Output(q) : Emit(s, Rotate(q, s.Draw(vec, 1)));
}

void DrawToEuler(Sketch& s, Type real, const Val& q) {
  const Val rpy = s.Let(s.Call("quat_to_rpy", {q}), {"rpy", "euler"});
  if (s.rng().Chance(0.4)) {
    return Emit(s, rpy, {"rpy_out", "euler_out"});
  }
  Emit(s,
       s.Call("abs", {rpy.x()}) +
           s.Call("abs", {rpy.y()}) * Coefficient(s, real, {"pitch_weight", "w_pitch"}),
       {"tilt_cost", "rewards_out"});
}

// The yaw of an orientation against a goal.
void DrawHeading(Sketch& s, Type real, const Val& q) {
  const Val yaw = s.Call("atan2", {2.0 * (q.w() * q.z() + q.x() * q.y()),
                                   Known(1.0 - 2.0 * (q.y() * q.y() + q.z() * q.z()), 0.001, 1.0)});
  const Val heading = Named(s, yaw, {"yaw", "heading", "psi"});
  const Val goal = s.rng().Chance(0.5) ? Arg(s, real, {"target_yaw", "goal_heading"}, {-3.0, 3.0})
                                       : s.Draw(real, 1);
  const Val err = Named(s, heading - goal, {"err", "dyaw"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, s.Call("atan2", {s.Call("sin", {err}), Known(s.Call("cos", {err}), 0.001, 1.0)}),
                {"heading_err", "yaw_out"});
  }
  Emit(s, err * err, {"heading_cost", "cost_out"});
}

// A fraction of a rotation, by scaling its angle.
void DrawScaledRotation(Sketch& s, Type real, const Val& q) {
  const std::array types = {Vec3(real), real};
  std::array value_range = {ValueRange{-1.0, 1.0, false, true, true}, Between(-6.3, 6.3)};
  value_range[1].from_input = true;
  static constexpr std::array<std::string_view, 2> kNames = {"axis", "angle"};
  const auto parts = s.Unpack(kNames, s.Call("quat_to_axis_angle", {q}), types, value_range);
  const Val scaled =
      Named(s, parts[1] * Coefficient(s, real, {"scale", "fraction", "gain"}, {0.1, 1.0}),
            {"half", "part", "theta"});
  if (s.rng().Chance(0.5)) {
    return Emit(s, parts[0] * scaled, {"rotvec", "log_map", "omega_out"});
  }
  s.Output(s.Call("quat_from_axis_angle", {parts[0], scaled}), {"q_out", "partial_rot"});
}

void DrawToMatrix(Sketch& s, Type real, const Val& q) {
  const Val r = s.Let(s.Call("quat_to_matrix", {q}), {"R", "rot_m"});
  switch (s.rng().Below(3)) {
    case 0:
      return Emit(s, s.Make(Vec3(real), {r.at(0, 2), r.at(1, 2), r.at(2, 2)}),
                  {"z_axis", "up_out"});
    case 1:
      return Emit(s, r * s.Draw(Vec3(real), 1));
    default:
      return Emit(s, 0.5 * (s.Call("trace", {r}) - 1.0), {"cos_angle", "alignment"});
  }
}

void DrawTurnAboutAxis(Sketch& s, Type real, const Val& q) {
  const Type vec = Vec3(real);
  const Val axis = s.rng().Chance(0.6) ? Arg(s, vec, {"axis", "spin_axis", "up"}, kUnitFill)
                                       : BasisVector(s, real, static_cast<int>(s.rng().Below(3)));
  const Val turn =
      s.Let(s.Call("quat_from_axis_angle",
                   {axis, s.rng().Chance(0.5) ? Arg(s, real, {"angle", "theta"}, {-3.0, 3.0})
                                              : s.Draw(real, 2)}),
            {"turn", "dq", "spin"});
  return s.rng().Chance(0.5) ? s.Output(turn * q) : Emit(s, Rotate(turn * q, s.Draw(vec, 1)));
}

void DrawConversions(Sketch& s) {
  const auto kind = s.rng().Below(6);
  // quat_to_rpy takes float32 alone.
  const Type real = kind == 1 ? lang::kFloat : Precise(s);
  if (kind == 0) {
    return DrawFromEuler(s, real);
  }
  const Val q = ReadOrientation(s, real);
  switch (kind) {
    case 1:
      return DrawToEuler(s, real, q);
    case 2:
      return DrawHeading(s, real, q);
    case 3:
      return DrawScaledRotation(s, real, q);
    case 4:
      return DrawToMatrix(s, real, q);
    default:
      return DrawTurnAboutAxis(s, real, q);
  }
}

}  // namespace

Motif ConversionsMotif() {
  return {
      .name = "conversions", .family = Family::kRotation, .weight = 1.2, .draw = DrawConversions};
}

}  // namespace warploom::synth::motifs
