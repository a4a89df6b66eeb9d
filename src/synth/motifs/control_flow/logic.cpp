#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "synth/kit/values.h"
#include "synth/motifs/control_flow/control_flow_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// A named condition: `tested` in a range, above a threshold or below one.
Val NamedCondition(Sketch& s, const Val& tested, std::initializer_list<std::string_view> names) {
  const bool range = s.rng().Chance(0.35);
  const std::vector<Val> limits = Thresholds(s, tested, 2);
  const Val condition = range ? s.InRange(limits[0], tested, limits[1], s.rng().Chance(0.6))
                        : s.rng().Chance(0.5) ? tested > limits[0]
                                              : tested <= limits[1];
  return s.Let(condition, names);
}

Val Joined(Sketch& s, const Val& a, const Val& b) {
  switch (s.rng().Below(5)) {
    case 0:
      return a && b;
    case 1:
      return a || b;
    case 2:
      return a && !b;
    case 3:
      return (a && !b) || (!a && b);
    default:
      return !(a || b);
  }
}

// Joins the condition with one that an input array holds for each element.
Val JoinedWithInput(Sketch& s, const Val& condition) {
  const int enabled = s.NewArray({lang::kBool,
                                  {},
                                  lang::Fill::kUniform,
                                  0.0,
                                  1.0,
                                  Access::kInput,
                                  OneOf(s, {"enabled", "visible", "mask", "selected"})});
  return s.rng().Chance(0.7) ? s.ThreadElement(enabled) && condition
                             : condition || s.ThreadElement(enabled);
}

// Outputs a value that an if statement replaces where the condition holds.
void OutputReplaced(Sketch& s, const Val& condition) {
  const Type real = s.real();
  Val value = s.Let(s.Draw(real, 1), {"value", "v", "result"});
  s.Hide(value);
  Val kept = s.Mutable(value, {"kept", "out_val", "res"});
  s.Hide(kept);
  s.If(
      condition, [&] { s.Set(kept, s.Draw(real, 2)); },
      s.rng().Chance(0.5) ? std::function<void()>([&] {
        s.Update(kept, BinaryOp::kMul, s.DrawNumber(real, 0.1, 0.9));
      })
                          : nullptr);
  s.Hide(kept, false);
  s.Output(kept);
}

// Named conditions joined by and, or and not.
void DrawLogic(Sketch& s) {
  const Val a = NamedCondition(s, Source(s), {"inside", "in_range", "near", "is_close"});
  const Val b = NamedCondition(s, s.Let(Another(s)), {"active", "moving", "valid", "above"});
  Val joined = Joined(s, a, b);
  if (s.rng().Chance(0.4)) {
    joined = JoinedWithInput(s, joined);
  }
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(s.Select(joined, s.Int(1), s.Int(0)), {"hits", "selected_out", ""});
    case 1:
      return OutputReplaced(s, joined);
    default:
      return s.Output(Either(joined, {s.Draw(s.real(), s.DrawDepth()), s.Draw(s.real(), 0)}));
  }
}

}  // namespace

Motif LogicMotif() {
  return {.name = "logic", .family = Family::kControlFlow, .weight = 1.2, .draw = DrawLogic};
}

}  // namespace warploom::synth::motifs
