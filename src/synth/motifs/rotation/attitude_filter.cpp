// A complementary attitude filter: corrects the gyroscope by the accelerometer (and a
// magnetometer), advances the orientation and estimates the gyroscope's bias.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// def up_in_body(q): the world's up direction in the body's frame, the rotation's third row.
lang::FuncId DefineUp(Sketch& s, Type quat, Type vec) {
  const ValueRange unit = {-1.0, 1.0, true, true, false};
  const std::array params = {Sketch::Param{"q", quat, unit}};
  const Type real = lang::ScalarType(vec.scalar);
  const bool by_parts = s.rng().Chance(0.5);
  return s.DefineHelper(OneOf(s, {"up_in_body", "gravity_dir", "expected_up"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          const Val& q = p[0];
                          if (!by_parts) {
                            return {RotateInv(q, BasisVector(s, real, 2))};
                          }
                          const Val x = 2.0 * (q.x() * q.z() - q.w() * q.y());
                          const Val y = 2.0 * (q.w() * q.x() + q.y() * q.z());
                          const Val z =
                              q.w() * q.w() - q.x() * q.x() - q.y() * q.y() + q.z() * q.z();
                          return {s.Make(vec, {x, y, z})};
                        });
}

struct Filter {
  Type real, vec, quat;
  Val q, gyro;
};

// The rotation error between the measured magnetic field and the expected north.
Val CompassError(Sketch& s, const Filter& f) {
  const Val field = Read(s, f.vec, {"mag", "magnetometer", "compass"}, {"m_b", "mag_b"}, kUnitFill);
  const Val h = Named(s, Rotate(f.q, field), {"h", "m_w"});
  const Val flat = s.Call("sqrt", {Known(h.x() * h.x() + h.y() * h.y(), 1e-6, 2.0)});
  const Val north = s.Make(f.vec, {flat, s.Real(0.0, f.real), h.z()});
  const Val seen = Named(s, RotateInv(f.q, Named(s, north, {"b", "north"})), {"w_b", "north_b"});
  return s.Call("cross", {field, seen});
}

// The accelerometer's weight, a function of how far the measured length is from gravity.
Val Trust(Sketch& s, const Filter& f, const Val& strength) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"d", "dev", "x"}), f.real, Between(0.0, 10.0)}};
  const lang::FuncId weight =
      DefineFormula(s, {"accel_trust", "confidence", "gain_of"}, params, f.real, 2);
  const Val gravity = s.Real(9.81, f.real);
  return s.CallHelper(weight, std::array{s.Call("abs", {strength - gravity})});
}

// The attitude error that the measurements indicate; zero in free fall.
Val Correction(Sketch& s, const Filter& f) {
  const lang::FuncId up = DefineUp(s, f.quat, f.vec);
  s.Hide(up);
  const Val acc =
      Read(s, f.vec, {"accel", "acc", "accelerometer"}, {"a_b", "a", "f_b"}, {-12.0, 12.0});
  Val error = MutableNamed(s, Zero(s, f.vec), {"err", "e", "corr"});
  s.Hide(error);
  const Val size = Named(s, s.Call("length", {acc}), {"norm", "a_len", "g_meas"});
  const Val least = s.DrawLiteral(f.real, 0.1, 2.0);
  const bool banded = s.rng().Chance(0.4);
  const Val most = banded ? s.DrawLiteral(f.real, 11.0, 20.0) : Val{};
  s.If(banded ? size > least && size < most : size > least, [&] {
    const Val seen = acc / Known(size, 0.1, 50.0);
    const Val cross = s.Call("cross", {seen, s.CallHelper(up, std::array{f.q})});
    s.Set(error, s.rng().Chance(0.35) ? cross * Trust(s, f, size) : cross);
  });
  s.Hide(error, false);
  if (s.rng().Chance(0.35)) {
    s.Update(error, BinaryOp::kAdd, CompassError(s, f));
  }
  return error;
}

void DrawAttitudeFilter(Sketch& s) {
  Filter f;
  f.real = Precise(s);
  f.vec = Vec3(f.real);
  f.quat = Quat(f.real);
  const State q = ReadState(s, f.quat, {"attitude", "q_est", "orientations"}, {"q", "q0", "att"});
  f.q = Unit(q.value);
  f.gyro =
      Read(s, f.vec, {"gyro", "gyro_rates", "angular_rates"}, {"w", "omega", "rate"}, {-4.0, 4.0});
  const Val error = Correction(s, f);
  const Val dt = TimeStep(s, f.real);
  const Val kp = SharedValue(s, f.real, {"kp", "gain", "beta"}, {0.1, 4.0});
  Val w = f.gyro + error * kp;
  const bool learns = s.rng().Chance(0.6);
  if (learns) {
    const State bias =
        ReadState(s, f.vec, {"gyro_bias", "bias", "bias_est"}, {"b", "bias_i", "b0"}, {-0.1, 0.1});
    const Val ki = SharedValue(s, f.real, {"ki", "bias_gain", "zeta"}, {0.001, 0.5});
    Val next = bias.value + error * (ki * dt);
    if (s.rng().Chance(0.4)) {
      const Val limit = s.Make(f.vec, {s.DrawLiteral(f.real, 0.05, 0.5)});
      next = s.Call("min", {s.Call("max", {next, -limit}), limit});
    }
    const Val learned = Named(s, next, {"b_new", "bias_new", "b1"});
    WriteState(s, bias, learned, {"bias_out", "gyro_bias_out"});
    w = s.rng().Chance(0.5) ? w + learned : w - learned;
  }
  const Val rate = Named(s, w, {"w_c", "w_corr", "rate_c"});
  Val next;
  if (s.rng().Chance(0.5)) {
    const Val pure = s.Make(f.quat, {rate, s.Real(0.0, f.real)});
    next = f.q + f.q * Named(s, pure, {"wq", "omega_q"}) * (0.5 * dt);
  } else {
    const Val angle = Named(s, s.Call("length", {rate}) * dt, {"angle", "theta"});
    const Val axis = s.Call("normalize", {rate});
    const Val turn = Named(s, s.Call("quat_from_axis_angle", {axis, angle}), {"dq", "q_step"});
    next = f.q * Unit(turn);
  }
  const Val unit = Named(s, s.Call("normalize", {next}), {"q_new", "q1"});
  WriteState(s, q, unit, {"attitude_out", "q_out"});
  if (s.rng().Chance(0.35)) {
    const Val tilt = s.Call("clamp", {Rotate(unit, BasisVector(s, f.real, 2)).z(),
                                      s.Real(-1.0, f.real), s.Real(1.0, f.real)});
    OutputNamed(s, s.Call("acos", {Known(tilt, -0.99, 0.99)}), {"tilt", "tilt_angle"});
  }
}

}  // namespace

Motif AttitudeFilterMotif() {
  return {.name = "attitude-filter",
          .family = Family::kRotation,
          .weight = 0.8,
          .draw = DrawAttitudeFilter,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "robotics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
