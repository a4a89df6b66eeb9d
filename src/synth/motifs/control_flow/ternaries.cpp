#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/control_flow/control_flow_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Nested conditional expressions.
void DrawTernaries(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const std::vector<Val> limits = Thresholds(s, x, 2);
  const auto part = [&] {
    return s.rng().Chance(0.3) ? s.DrawNumber(real, -2.0, 2.0) : s.Draw(real, 1);
  };
  switch (s.rng().Below(4)) {
    case 0:
      return s.Output(Either(x < limits[0], {part(), Either(x < limits[1], {part(), part()})}));
    case 1:
      return s.Output(s.Select(x > 0.0, s.Real(1.0), s.Select(x < 0.0, s.Real(-1.0), s.Real(0.0))) *
                      s.Draw(real, 1));
    case 2: {
      const Val sign = s.Let(s.Select(x < 0.0, s.Real(-1.0), s.Real(1.0)), {"sgn", "side", "sign"});
      return s.Output(sign * s.Call("sqrt", {s.Call("abs", {s.Draw(real, 1)})}));
    }
    default: {
      const Val inside = s.InRange(limits[0], x, limits[1], s.rng().Chance(0.5));
      const Val scaled = s.Let(s.Select(inside, x, part()), {"v", "kept", "u"});
      return s.Output(s.Select(s.DrawCondition(2), scaled, -scaled));
    }
  }
}

}  // namespace

Motif TernariesMotif() {
  return {
      .name = "ternaries", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawTernaries};
}

}  // namespace warploom::synth::motifs
