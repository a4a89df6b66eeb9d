// def step(state, dt) -> State: a helper that takes a struct and returns one.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// def step_state(state, dt, k): a semi-implicit Euler or a midpoint step of an oscillator.
lang::FuncId DefineStep(Sketch& s, Type record, bool is_angle) {
  const Type real = s.real();
  const std::array params = {
      Sketch::Param{OneOf(s, {"state", "st", "s0"}), record, {}},
      Sketch::Param{"dt", real, Between(0.001, 0.1)},
      Sketch::Param{OneOf(s, {"k", "g_over_l", "freq"}), real, Between(0.1, 10.0)}};
  const bool swings = is_angle || s.rng().Chance(0.3);
  const bool midpoint = s.rng().Chance(0.4);
  const Val damping = s.rng().Chance(0.5) ? s.DrawNumber(real, 0.01, 0.5) : Val{};
  return s.DefineHelper(OneOf(s, {"step_state", "integrate_state", "advance", "euler_step"}),
                        params, [&](std::span<const Val> p) -> std::vector<Val> {
                          const auto accelerate = [&](const Val& at, const Val& speed) {
                            const Val pull = -(p[2] * (swings ? s.Call("sin", {at}) : at));
                            return damping.is_valid() ? pull - damping * speed : pull;
                          };
                          const Val next = s.Mutable(s.Make(record, {}), {"out", "nxt", "result"});
                          const Val old_x = s.Field(p[0], 0);
                          const Val old_v = s.Field(p[0], 1);
                          if (midpoint) {
                            const Val half = s.Let(s.Real(0.5) * p[1], "half_dt");
                            const Val xm = s.Let(old_x + half * old_v, "xm");
                            const Val vm = s.Let(old_v + half * accelerate(old_x, old_v), "vm");
                            s.SetPart(s.Field(next, 0), old_x + p[1] * vm);
                            s.SetPart(s.Field(next, 1), old_v + p[1] * accelerate(xm, vm));
                          } else {
                            const Val a = s.Let(accelerate(old_x, old_v), "a");
                            s.SetPart(s.Field(next, 1), old_v + a * p[1]);
                            s.SetPart(s.Field(next, 0), old_x + s.Field(next, 1) * p[1]);
                          }
                          return {next};
                        });
}

void DrawStateStep(Sketch& s) {
  const Type real = s.real();
  const auto x = OneOf(s, {"x", "theta", "q", "pos"});
  const auto v = x == "theta" ? std::string_view("omega")
                 : x == "q"   ? std::string_view("qd")
                              : OneOf(s, {"v", "vel"});
  const Type record = s.NewRecord(OneOf(s, {"State", "Oscillator", "Pendulum", "PhaseState"}),
                                  Fields{{x, real, -2.0, 2.0}, {v, real, -2.0, 2.0}});
  const lang::FuncId step = DefineStep(s, record, x == "theta");
  const int states = RecordState(s, record, {}, OneOf(s, {"states", "osc", "pendulums"}));
  const Val dt = s.NewArg(real, 0.001, 0.1, "dt");
  const Val k = s.NewArg(real, 0.1, 10.0, OneOf(s, {"k", "stiffness", "omega_sq"}));
  if (s.rng().Chance(0.4)) {
    Val current = s.Mutable(s.ThreadElement(states), {"st", "cur", "state"});
    const int count = s.rng().Choose(std::array{2, 4, 5, 8, 10});
    const Val stop = SizeOrLiteral(s, count, {"substeps", "num_steps"}, 0.5);
    s.For({"it", "n_step", "k_step"}, Val{}, stop, 0,
          [&](const Val&) { s.Set(current, s.CallHelper(step, std::array{current, dt, k})); });
    return s.StoreThreadElement(states, current);
  }
  s.StoreThreadElement(states, s.CallHelper(step, std::array{s.ThreadElement(states), dt, k}));
}

}  // namespace

Motif StateStepMotif() {
  return {.name = "state-step", .family = Family::kStructs, .weight = 1.1, .draw = DrawStateStep};
}

}  // namespace warploom::synth::motifs
