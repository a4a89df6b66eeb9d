// The readings of an inertial measurement unit, or a complementary filter that follows them.
#include "synth/kit/arguments.h"
#include "synth/kit/rotations.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawInertialSensor(Sketch& s) {
  const Type real = Precise(s);
  const Type vec = Vec3(real);
  const Val gravity =
      s.rng().Chance(0.5)
          ? Arg(s, vec, {"gravity", "g_world"}, {-10.0, 10.0})
          : s.Make(vec, {s.Real(0.0, real), s.Real(0.0, real), s.Real(-9.81, real)});
  if (s.rng().Chance(0.4)) {
    const Val q = ReadOrientation(s, real);
    const Val acc = Named(s, Read(s, vec, {"lin_acc", "accelerations"}, {"a_w", "acc"}) - gravity,
                          {"spec", "f_w", "proper"});
    Val measured = RotateInv(q, acc);
    if (s.rng().Chance(0.6)) {
      measured = measured + s.ThreadElement(InputNamed(s, vec, {"acc_bias", "bias"}, {-0.1, 0.1}));
    }
    Emit(s, measured, {"accelerometer", "imu_acc"});
    return s.rng().Chance(0.5) ? Emit(s, RotateInv(q, ReadSpin(s, real)), {"gyro_out", "imu_gyro"})
                               : void();
  }
  const State q = ReadState(s, Quat(real), {"attitude", "q_est"}, {"q", "att"});
  const Val acc =
      Named(s, s.Call("normalize", {Read(s, vec, {"accel", "acc_meas"}, {"a_m", "acc"})}),
            {"a_hat", "down", "g_meas"});
  const Val expected =
      s.Let(RotateInv(Unit(q.value), s.rng().Chance(0.6) ? BasisVector(s, real, 2)
                                                         : s.Call("normalize", {gravity})),
            {"g_pred", "expected", "v_hat"});
  const Val error = s.Let(s.Call("cross", {acc, expected}), {"err", "e", "correction"});
  const Val rate =
      Named(s,
            Plus({Read(s, vec, {"gyro", "gyro_meas"}, {"w_m", "gyr"}),
                  Coefficient(s, real, {"kp", "filter_gain", "beta"}, {0.05, 2.0}) * error}),
            {"w", "omega", "w_corr"});
  const Val dt = TimeStep(s, real);
  const Val pure = s.Make(Quat(real), {rate, s.Real(0.0, real)});
  WriteState(s, q, s.Call("normalize", {q.value + q.value * pure * (0.5 * dt)}),
             {"q_out", "attitude_out"});
  if (s.rng().Chance(0.3)) {
    s.Output(s.Call("length", {error}), {"tilt_err", "innovation"});
  }
}

}  // namespace

Motif InertialSensorMotif() {
  return {.name = "inertial-sensor",
          .family = Family::kRotation,
          .weight = 0.7,
          .draw = DrawInertialSensor,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
