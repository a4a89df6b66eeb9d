#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/choices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::kInt;
using lang::Type;

// The variables of a state machine; `timer` may be absent.
struct Machine {
  int64_t states = 0;
  Val state, sensor, next, timer;
};

// Reads an input array of states or times at the thread's own element.
Val MachineInput(Sketch& s, const Type& type, double high, std::string_view name) {
  return s.ThreadElement(
      s.NewArray({type, {}, lang::Fill::kUniform, 0.0, high, Access::kInput, name}));
}

Machine DrawMachine(Sketch& s) {
  Machine m;
  m.states = s.rng().Integer(2, 4);
  const auto states = static_cast<double>(m.states);
  const Val stored =
      MachineInput(s, kInt, states - 1.0, OneOf(s, {"states", "phases", "modes_in", "fsm_state"}));
  m.state = s.Let(stored, {"state", "phase"});
  m.sensor = Source(s, OneOf(s, {"x", "signal", "speed", "level"}));
  m.next = s.Mutable(m.state, {"next_state", "new_state", "nxt"}, Between(0.0, states));
  s.Hide(m.next);
  if (s.rng().Chance(0.4)) {
    const Val elapsed = MachineInput(s, s.real(), 2.0, OneOf(s, {"timers", "elapsed", "clock"}));
    m.timer = s.Let(Plus({elapsed, s.NewArg(s.real(), 0.001, 0.1, "dt")}), {"timer", "t", "age"});
  }
  return m;
}

// What one state does: moves on when the sensor or the timer says so, or sometimes starts over.
void DrawTransition(Sketch& s, Machine& m, const Choices& choices, int branch) {
  const auto to = static_cast<int64_t>((branch + 1) % m.states);
  const bool timed = m.timer.is_valid();
  const Val limit = s.DrawThreshold(m.sensor);
  const Val ready = timed && s.rng().Chance(0.6) ? m.timer > s.DrawNumber(s.real(), 0.2, 1.5)
                    : s.rng().Chance(0.5)        ? m.sensor > limit
                                                 : m.sensor < limit;
  const auto go = [&] {
    s.Set(m.next, choices[to]);
    if (timed) {
      s.Set(m.timer, s.Real(0.0));
    }
  };
  if (branch > 0 && s.rng().Chance(0.35)) {
    return s.IfChain(
        std::array{ready, s.DrawCondition(1)},
        [&](int k) { k == 0 ? go() : s.Set(m.next, choices[0]); }, false);
  }
  s.If(ready, go);
}

// A state machine: each thread's next state follows from its state and a sensor reading.
void DrawStateMachine(Sketch& s) {
  Machine m = DrawMachine(s);
  const bool has_else = s.rng().Chance(0.5);
  static constexpr std::array<std::string_view, 4> kNames = {"IDLE", "ACTIVE", "COOLDOWN", "DONE"};
  const Choices choices(s, OneOf(s, {"State", "Phase"}),
                        std::span(kNames).first(static_cast<size_t>(m.states)));
  std::vector<Val> conditions;
  for (int64_t i = 0; i < m.states - (has_else ? 1 : 0); ++i) {
    conditions.push_back(m.state == choices[i]);
  }
  s.IfChain(conditions, [&](int branch) { DrawTransition(s, m, choices, branch); }, has_else);
  s.Hide(m.next, false);
  s.Output(m.next, {"states_out", "next_states", ""});
  if (m.timer.is_valid()) {
    s.Output(m.timer);
  }
}

}  // namespace

Motif StateMachineMotif() {
  return {.name = "state-machine",
          .family = Family::kControlFlow,
          .weight = 0.9,
          .draw = DrawStateMachine};
}

}  // namespace warploom::synth::motifs
