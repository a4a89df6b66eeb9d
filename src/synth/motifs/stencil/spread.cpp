#include <array>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Fire, infection or excitation: a state spreads to neighbors, then ages.
void DrawSpread(Sketch& s) {
  const Type real = s.real();
  Grid grid(s, s.rng().Choose(
                   std::array{Border::kWrap, Border::kReturn, Border::kGuard, Border::kClamp}));
  const int states = s.rng().Choose(std::array{3, 3, 4, 5, 8});
  const int state =
      grid.Field(lang::kInt, OneOf(s, {"state", "cells", "status", "burning"}), 0.0, states - 1.0);
  const int out = grid.Result(lang::kInt, OneOf(s, {"new_state", "next_state", "status_out"}));
  const bool random = s.rng().Chance(0.5);
  grid.Inside([&] {
    const Val here = s.Let(grid.Here(state), {"st", "cur", "c"});
    Val next = s.Mutable(here, {"next", "nst", "new_val"}, Between(0.0, states - 1.0));
    std::vector<Val> hits;
    for (int axis = 0; axis < 2; ++axis) {
      for (const int step : {-1, 1}) {
        hits.push_back(grid.Beside(state, axis, step) == 1);
      }
    }
    Val near = s.Let(AnyOf(hits), {"near_fire", "exposed", "has_hot"});
    const std::array conditions = {here == 0, here < states - 1};
    s.IfChain(
        conditions,
        [&](int i) {
          if (i == 0) {
            if (random) {
              const int chance = grid.Field(
                  real, OneOf(s, {"rand_values", "humidity", "resistance", "noise"}), 0.0, 1.0);
              const Val drawn = grid.Here(chance);
              near = near && drawn < s.DrawNumber(real, 0.1, 0.9);
            }
            s.If(near, [&] { s.Set(next, s.Int(1)); });
          } else if (i == 1) {
            s.Set(next, Known(here + 1, 0.0, states - 1.0));
          } else {
            s.Set(next, s.Int(s.rng().Chance(0.7) ? 0 : states - 1));
          }
        },
        s.rng().Chance(0.7));
    grid.Store(out, next);
  });
}

}  // namespace

Motif SpreadMotif() {
  return {.name = "spread",
          .family = Family::kStencil,
          .weight = 0.8,
          .draw = DrawSpread,
          .min_dims = 2,
          .max_dims = 2};
}

}  // namespace warploom::synth::motifs
