// One step of a cellular automaton: an elementary rule on a ring, or the Game of Life on a torus.
#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/bits.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::kInt;

// An elementary rule: the next state from a cell and its two neighbors on a ring.
void ElementaryRule(Sketch& s, int cells) {
  const Val i = s.Thread(0);
  const Val n = s.SizeOf(cells, 0);
  const Val left = s.Let(s.At(cells, {(i + n - s.Int(1)) % n}), {"left", "l"});
  const Val right = s.Let(s.At(cells, {(i + s.Int(1)) % n}), {"right", "r"});
  const Val center = s.ThreadElement(cells);
  if (s.rng().Chance(0.4)) {
    return s.Output(s.rng().Chance(0.5) ? left ^ right : (left ^ center) | right,
                    {"cells_out", "next_cells"});
  }
  const Val pattern = s.Let(s.rng().Chance(0.5) ? Shl(left, 2) | Shl(center, 1) | right
                                                : 4.0 * left + 2.0 * center + right,
                            {"pattern", "neighborhood"});
  const Val rule = s.rng().Chance(0.6) ? s.NewArg(kInt, 0.0, 255.0, "rule")
                                       : s.Int(s.rng().Choose(std::array{30, 54, 90, 110, 184}));
  s.Output((rule >> Known(pattern, 0, 7)) & s.Int(1), {"cells_out", "next_cells"});
}

// The Game of Life on a torus.
void LifeRule(Sketch& s, int cells) {
  const Val i = s.Thread(0);
  const Val n = s.SizeOf(cells, 0);
  const Val j = s.Thread(1);
  Val alive = s.Mutable(s.Int(0), {"alive", "neighbors", "count"}, Between(0, 9));
  s.Hide(alive);
  const bool skips_center = s.rng().Chance(0.5);
  s.For("di", s.Int(-1), s.Int(2), 0, [&](Val di) {
    s.For("dj", s.Int(-1), s.Int(2), 0, [&](Val dj) {
      const Val m = s.SizeOf(cells, 1);
      const Val other = s.At(cells, {Modulo({i + di + n, s.SizeOf(cells, 0)}), (j + dj + m) % m});
      if (skips_center) {
        s.If(di != 0.0 || dj != 0.0, [&] { s.Update(alive, BinaryOp::kAdd, other); });
      } else {
        s.Update(alive, BinaryOp::kAdd, other);
      }
    });
  });
  const Val self = s.Let(s.ThreadElement(cells), {"self_state", "center", "me"});
  if (!skips_center) {
    s.Update(alive, BinaryOp::kSub, self);
  }
  const Val lives = alive == s.Int(3) || (self == 1.0 && alive == 2.0);
  s.Output(s.Select(lives, s.Int(1), s.Int(0)), {"cells_out", "next_state", "grid_out"});
}

void DrawAutomaton(Sketch& s) {
  const int cells =
      Input(s, kInt, {}, OneOf(s, {"cells", "state_in", "grid", "current"}), 0.0, 1.0);
  s.ndim() == 1 ? ElementaryRule(s, cells) : LifeRule(s, cells);
}

}  // namespace

Motif AutomatonMotif() {
  return {.name = "automaton", .family = Family::kInteger, .weight = 0.8, .draw = DrawAutomaton};
}

}  // namespace warploom::synth::motifs
