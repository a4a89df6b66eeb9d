#include <array>

#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A controller with a deadband, saturation and anti-windup.
void DrawController(Sketch& s) {
  const Type real = s.real();
  const Val measured = s.ThreadElement(s.InputArray(real));
  const Val target = s.rng().Chance(0.5)
                         ? s.NewArg(real, -1.0, 1.0, OneOf(s, {"target", "setpoint", "goal"}))
                         : Another(s, OneOf(s, {"targets", "setpoints", "joint_target"}));
  const Val error = s.Let(target - measured, {"err", "error", "e"});
  const Val kp = s.NewArg(real, 0.5, 4.0, OneOf(s, {"kp", "gain"}));
  Val command = s.Let(kp * error, {"u", "cmd", "tau", "command"});
  if (s.rng().Chance(0.6)) {
    const Val band = s.NewArg(real, 0.01, 0.2, OneOf(s, {"deadband", "band", "tolerance"}));
    const bool shifted = s.rng().Chance(0.5);
    if (shifted) {
      s.IfChain(
          std::array{error > band, error < -band},
          [&](int branch) {
            s.Set(command, branch == 0   ? kp * (error - band)
                           : branch == 1 ? kp * (error + band)
                                         : s.Real(0.0));
          },
          true);
    } else {
      s.If(s.Call("abs", {error}) < band, [&] { s.Set(command, s.Real(0.0)); });
    }
  }
  const Val limit = s.NewArg(real, 0.5, 2.0, OneOf(s, {"max_torque", "limit", "u_max"}));
  const bool integral = s.rng().Chance(0.5);
  Val sum =
      integral ? s.Let(Another(s, OneOf(s, {"integral", "err_sum"})), {"acc_err", "integ"}) : Val{};
  if (integral) {
    s.Update(command, BinaryOp::kAdd, s.NewArg(real, 0.01, 0.5, "ki") * sum);
    s.If(s.Call("abs", {command}) < limit,
         [&] { s.Set(sum, sum + error * s.NewArg(real, 0.001, 0.1, "dt")); });
    s.Output(sum);
  }
  switch (s.rng().Below(3)) {
    case 0:
      s.IfChain(
          std::array{command > limit, command < -limit},
          [&](int branch) { s.Set(command, branch == 0 ? limit : -limit); }, false);
      return s.Output(command);
    case 1:
      return s.Output(
          s.Select(command > limit, limit, s.Select(command < -limit, -limit, command)));
    default:
      return s.Output(s.Call("clamp", {command, -limit, limit}));
  }
}

}  // namespace

Motif ControllerMotif() {
  return {
      .name = "controller", .family = Family::kControlFlow, .weight = 0.8, .draw = DrawController};
}

}  // namespace warploom::synth::motifs
