#include <array>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

// An elementary cellular automaton: three cells form the index of a bit of the rule.
void DrawRuleTable(Sketch& s) {
  static constexpr std::array kBorders = {Border::kWrap, Border::kClamp, Border::kZero,
                                          Border::kHalo};
  Grid grid(s, s.rng().Choose(kBorders));
  const int cells =
      grid.Field(lang::kInt, OneOf(s, {"cells", "state", "row", "generation"}), 0.0, 1.0);
  const int out =
      grid.Result(lang::kInt, OneOf(s, {"next_cells", "next_row", "out", "next_generation"}));
  const int rule_number = s.rng().Choose(std::array{30, 90, 110, 184, 54, 60, 73, 150});
  const Val left = s.Let(grid.Beside(cells, 0, -1), {"l", "left_cell", "a"});
  const Val middle = s.Let(grid.Here(cells), {"c", "center", "b"});
  const Val right = s.Let(grid.Beside(cells, 0, 1), {"r", "right_cell", "d"});
  Val pattern;
  switch (s.rng().Below(3)) {
    case 0:
      pattern = left * s.Int(4) + middle * s.Int(2) + right;
      break;
    case 1:
      pattern = (left << s.Int(2)) | (middle << s.Int(1)) | right;
      break;
    default: {
      // XOR rules need no table.
      grid.Store(out, s.rng().Chance(0.5) ? left ^ right : left ^ (middle | right));
      return;
    }
  }
  const Val index = s.Let(Known(pattern, 0.0, 7.0), {"pattern", "idx", "code"});
  if (s.rng().Chance(0.35)) {
    const int table = Indices(s, {8}, 2, OneOf(s, {"rule_table", "lut", "rules"}));
    return grid.Store(out, s.At(table, {index}));
  }
  const Val rule = SizeOrLiteral(s, rule_number, {"rule", "rule_number"}, 0.6);
  grid.Store(out, (rule >> index) & s.Int(1));
}

}  // namespace

Motif RuleTableMotif() {
  return {.name = "rule-table",
          .family = Family::kStencil,
          .weight = 0.7,
          .draw = DrawRuleTable,
          .min_dims = 1,
          .max_dims = 1};
}

}  // namespace warploom::synth::motifs
