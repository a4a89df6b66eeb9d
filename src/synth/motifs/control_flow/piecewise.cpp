#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/control_flow/control_flow_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::CompareOp;
using lang::Type;

// A piecewise function of x, as an if/elif/else chain.
void DrawPiecewise(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, OneOf(s, {"x", "t", "r", "d"}));
  const auto branches = static_cast<size_t>(s.rng().Integer(1, 4));
  const bool falling = s.rng().Chance(0.4);
  std::vector<Val> limits = Thresholds(s, x, branches);
  std::vector<Val> conditions;
  const bool open = s.rng().Chance(0.7);
  for (size_t i = 0; i < branches; ++i) {
    const Val limit = falling ? limits[branches - 1 - i] : limits[i];
    const CompareOp up = open ? CompareOp::kGt : CompareOp::kGe;
    const CompareOp down = open ? CompareOp::kLt : CompareOp::kLe;
    conditions.push_back(s.Compare(falling ? up : down, x, limit));
  }
  const bool has_else = s.rng().Chance(0.75);
  const Val start =
      has_else || s.rng().Chance(0.5) ? s.Real(s.rng().Chance(0.8) ? 0.0 : 1.0) : s.Draw(real, 1);
  Val y = s.Let(start, {"y", "result", "value", "out_val", "w"});
  s.Hide(y);
  const bool constant_end = s.rng().Chance(0.3);
  s.IfChain(
      conditions,
      [&](int branch) {
        if (branch == 0 && constant_end) {
          return s.Set(y, s.DrawNumber(real, -2.0, 2.0));
        }
        if (s.rng().Chance(0.25)) {
          const Val part = s.Let(s.Draw(real, 1));
          return s.Set(y, part * s.Draw(real, 1));
        }
        s.Set(y, s.rng().Chance(0.5) ? s.Draw(real, s.DrawDepth())
                                     : Plus({s.DrawNumber(real, 0.1, 3.0) * x, s.Draw(real, 0)}));
      },
      has_else);
  s.Hide(y, false);
  s.Output(y);
}

}  // namespace

Motif PiecewiseMotif() {
  return {
      .name = "piecewise", .family = Family::kControlFlow, .weight = 1.5, .draw = DrawPiecewise};
}

}  // namespace warploom::synth::motifs
