#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/control_flow/control_flow_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// An integer label chosen by intervals or by conditions.
void DrawClassify(Sketch& s) {
  const Type real = s.real();
  const Val x = Source(s, "x");
  const auto count = static_cast<size_t>(s.rng().Integer(2, 4));
  const std::vector<Val> limits = Thresholds(s, x, count);
  Val label = s.Let(s.Int(s.rng().Chance(0.5) ? 0 : -1),
                    {"label", "kind", "region", "bin", "level", "side"});
  s.Hide(label);
  const bool chained = s.rng().Chance(0.5);
  const bool logic = s.rng().Chance(0.5);
  std::vector<Val> conditions;
  for (size_t i = 0; i < count; ++i) {
    if (chained && i > 0) {
      conditions.push_back(s.InRange(limits[i - 1], x, limits[i], false));
    } else if (logic && i + 1 == count) {
      conditions.push_back(x > limits[i] && s.DrawCondition(1));
    } else {
      conditions.push_back(x < limits[i]);
    }
  }
  s.IfChain(conditions, [&](int branch) { s.Set(label, s.Int(branch + 1)); }, s.rng().Chance(0.4));
  s.Hide(label, false);
  if (s.rng().Chance(0.3)) {
    return s.Output(s.Select(label == s.Int(1), s.Draw(real, 1), x));
  }
  s.Output(label, {"labels_out", "classes", "regions", ""});
}

}  // namespace

Motif ClassifyMotif() {
  return {.name = "classify", .family = Family::kControlFlow, .weight = 1.0, .draw = DrawClassify};
}

}  // namespace warploom::synth::motifs
