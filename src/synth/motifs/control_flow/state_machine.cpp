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

// state -> next state by what a sensor reads.
void DrawStateMachine(Sketch& s) {
  const Type real = s.real();
  const auto states = s.rng().Between(2, 4);
  const int array = s.NewArray({kInt,
                                {},
                                lang::Fill::kUniform,
                                0.0,
                                static_cast<double>(states - 1),
                                Access::kInput,
                                OneOf(s, {"states", "phases", "modes_in", "fsm_state"})});
  const Val state = s.Let(s.ThreadElement(array), {"state", "phase"});
  const Val x = Source(s, OneOf(s, {"x", "signal", "speed", "level"}));
  Val next = s.Mutable(state, {"next_state", "new_state", "nxt"},
                       Between(0.0, static_cast<double>(states)));
  s.Hide(next);
  const bool timed = s.rng().Chance(0.4);
  Val timer =
      timed ? s.Let(Plus({s.ThreadElement(s.NewArray({real,
                                                      {},
                                                      lang::Fill::kUniform,
                                                      0.0,
                                                      2.0,
                                                      Access::kInput,
                                                      OneOf(s, {"timers", "elapsed", "clock"})})),
                          s.NewArg(real, 0.001, 0.1, "dt")}),
                    {"timer", "t", "age"})
            : Val{};
  std::vector<Val> conditions;
  const bool has_else = s.rng().Chance(0.5);
  static constexpr std::array<std::string_view, 4> kNames = {"IDLE", "ACTIVE", "COOLDOWN", "DONE"};
  const Choices choices(s, OneOf(s, {"State", "Phase"}),
                        std::span(kNames).first(static_cast<size_t>(states)));
  for (int64_t i = 0; i < states - (has_else ? 1 : 0); ++i) {
    conditions.push_back(state == choices[i]);
  }
  s.IfChain(
      conditions,
      [&](int branch) {
        const auto to = static_cast<int64_t>((branch + 1) % states);
        const Val limit = s.DrawThreshold(x);
        const Val ready = timed && s.rng().Chance(0.6) ? timer > s.DrawNumber(real, 0.2, 1.5)
                          : s.rng().Chance(0.5)        ? x > limit
                                                       : x < limit;
        const auto go = [&] {
          s.Set(next, choices[to]);
          if (timed) {
            s.Set(timer, s.Real(0.0));
          }
        };
        if (branch > 0 && s.rng().Chance(0.35)) {
          return s.IfChain(
              std::array{ready, s.DrawCondition(1)},
              [&](int k) { k == 0 ? go() : s.Set(next, choices[0]); }, false);
        }
        s.If(ready, go);
      },
      has_else);
  s.Hide(next, false);
  s.Output(next, {"states_out", "next_states", ""});
  if (timed) {
    s.Output(timer);
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
